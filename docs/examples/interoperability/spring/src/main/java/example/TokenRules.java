package example;

import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/** Whose tokens are good here, and what they permit. */
@Configuration
class TokenRules {
  @Bean
  JwtDecoder jwtDecoder(@Value("${ISSUER}") String issuer, @Value("${AUDIENCE}") String audience) {
    var decoder = NimbusJwtDecoder.withJwkSetUri(issuer + "/.well-known/jwks.json")
        .jwsAlgorithm(ES256)
        .validateType(false) // or it wants JWT; the validator below wants at+jwt
        .build();
    decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
        .issuer(issuer)
        .audience(audience)
        // 6.5 asks for one client, unless told that any will do; 7 does not need this line.
        .validators(rules -> rules.put("client_id", new JwtClaimValidator<>("client_id", Objects::nonNull)))
        .build());
    return decoder;
  }

  /** `roles` become ROLE_…, as hasRole wants it; the `scope` of services becomes SCOPE_…, as it does by default. */
  @Bean
  JwtAuthenticationConverter jwtAuthenticationConverter() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(jwt ->
        Stream.concat(
            namesIn(jwt.getClaimAsStringList("roles")).map(role -> "ROLE_" + role),
            namesIn(scopesOf(jwt)).map(scope -> "SCOPE_" + scope))
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList());
    return converter;
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http
        .authorizeHttpRequests(requests -> requests
            .requestMatchers("/orders").hasAnyAuthority("ROLE_buyer", "SCOPE_orders:read")
            .anyRequest().denyAll())
        .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
        .build();
  }

  private static List<String> scopesOf(Jwt jwt) {
    var scope = jwt.getClaimAsString("scope");
    return scope == null ? null : List.of(scope.split(" "));
  }

  /** Either claim is absent where there is nothing in it. */
  private static Stream<String> namesIn(List<String> claim) {
    return Objects.requireNonNullElse(claim, List.<String>of()).stream();
  }
}
