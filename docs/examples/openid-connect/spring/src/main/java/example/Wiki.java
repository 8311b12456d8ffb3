package example;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.HtmlUtils;

/** A web application that people log in to through Gatehouse. */
@SpringBootApplication
@RestController
public class Wiki {
  public static void main(String[] args) {
    SpringApplication.run(Wiki.class, args);
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
    var loggedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
    loggedOut.setPostLogoutRedirectUri("{baseUrl}/");
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2Login(login -> {})
        .logout(logout -> logout.logoutSuccessHandler(loggedOut))
        .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
        .build();
  }

  /** Spring Security takes RS256 unless it is told otherwise. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens(@Value("${wiki.signing-alg}") SignatureAlgorithm algorithm) {
    var decoders = new OidcIdTokenDecoderFactory();
    decoders.setJwsAlgorithmResolver(client -> algorithm);
    return decoders;
  }

  /** So that what back-channel logout needs of a session goes with the session. */
  @Bean
  HttpSessionEventPublisher sessionEvents() {
    return new HttpSessionEventPublisher();
  }

  @Bean
  OAuth2AuthorizedClientManager tokens(
      ClientRegistrationRepository clients,
      OAuth2AuthorizedClientRepository authorized,
      @Value("${wiki.refresh-before}") Duration refreshBefore) {
    var tokens = new DefaultOAuth2AuthorizedClientManager(clients, authorized);
    tokens.setAuthorizedClientProvider(
        OAuth2AuthorizedClientProviderBuilder.builder()
            .authorizationCode()
            .refreshToken(refresh -> refresh.clockSkew(refreshBefore))
            .build());
    return tokens;
  }

  record Person(String sub, String email) {}

  @GetMapping("/")
  String home(@RegisteredOAuth2AuthorizedClient("gatehouse") OAuth2AuthorizedClient client) {
    var userinfo = client.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri();
    var token = client.getAccessToken().getTokenValue();
    var person =
        RestClient.create().get().uri(userinfo).headers(all -> all.setBearerAuth(token)).retrieve().body(Person.class);
    return "<!doctype html><title>Wiki</title><p>Hello %s</p><p><a href=\"/logout\">Log out</a></p>"
        .formatted(HtmlUtils.htmlEscape(person.email()));
  }
}
