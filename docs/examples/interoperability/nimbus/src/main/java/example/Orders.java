package example;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Set;

/** A service with one route, which buyers may use, and services with the scope `orders:read`. */
public class Orders {
  public static void main(String[] arguments) throws Exception {
    var tokens = new Tokens(System.getenv("ISSUER"), System.getenv("AUDIENCE"));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("PORT")));
    var server = HttpServer.create(address, 0);
    server.createContext("/orders", exchange -> answer(exchange, statusFor(exchange, tokens)));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static int statusFor(HttpExchange exchange, Tokens tokens) {
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) return 401;
    try {
      var claims = tokens.verify(authorization.substring("Bearer ".length()));
      return Tokens.permits(claims, Set.of("buyer"), "orders:read") ? 200 : 403;
    } catch (KeySourceException unreachable) {
      return 503; // says nothing about the token
    } catch (BadJOSEException | JOSEException | ParseException bad) {
      return 401;
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    if (status == 401) exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"orders\"");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
