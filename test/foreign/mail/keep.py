"""An SMTP server (aiosmtpd) that prints each mail as Python's own parser reads it, a line of JSON each."""

import json
import sys
import time
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Keep:
    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.original_content, policy=default)
        defects = [str(defect) for part in mail.walk() for defect in part.defects]
        defects += [str(defect) for value in mail.values() for defect in value.defects]
        print(
            json.dumps(
                {
                    "sender": envelope.mail_from,
                    "recipients": envelope.rcpt_tos,
                    "from": str(mail["From"]),
                    "to": str(mail["To"]),
                    "subject": str(mail["Subject"]),
                    "message_id": str(mail["Message-ID"]),
                    "date": mail["Date"].datetime.isoformat(),
                    "types": [part.get_content_type() for part in mail.walk()],
                    "text": mail.get_body(("plain",)).get_content(),
                    "html": mail.get_body(("html",)).get_content(),
                    "defects": defects,
                }
            ),
            flush=True,
        )
        return "250 OK"


controller = Controller(Keep(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print(f"listening on {controller.server.sockets[0].getsockname()[1]}", flush=True)
while True:
    time.sleep(60)
