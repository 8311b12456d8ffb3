package example;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service with one route, which buyers may use, and services with the scope `orders:read`. */
@RestController
@SpringBootApplication
public class Orders {
  public static void main(String[] arguments) {
    var context = SpringApplication.run(Orders.class, arguments);
    var port = context.getEnvironment().getProperty("local.server.port");
    System.out.println("listening on http://127.0.0.1:" + port);
  }

  @GetMapping("/orders")
  Map<String, Object> list(@AuthenticationPrincipal Jwt caller) {
    return Map.of("for", caller.getSubject());
  }
}
