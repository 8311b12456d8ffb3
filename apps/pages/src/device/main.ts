import { Page } from '../kit/page.js';
import { deviceView } from './device.js';

new Page({
  title: 'Connect a device',
  links: () => [],
  view: ({ api, me }) => [deviceView(api, me)],
}).start();
