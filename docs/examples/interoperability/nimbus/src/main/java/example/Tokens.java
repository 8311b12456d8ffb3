package example;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/** Whose tokens are good here, and what they permit. */
class Tokens {
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  Tokens(String issuer, String audience) throws Exception {
    var url = URI.create(issuer + "/.well-known/jwks.json").toURL();
    var keys = JWKSourceBuilder.<SecurityContext>create(url).build();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
        audience,
        new JWTClaimsSet.Builder().issuer(issuer).build(),
        Set.of("sub", "client_id", "jti", "iat", "exp")));
  }

  JWTClaimsSet verify(String token) throws BadJOSEException, JOSEException, ParseException {
    return processor.process(token, null);
  }

  /** Whether people have one of these roles or, as a service has it, the scope. Either claim may be absent. */
  static boolean permits(JWTClaimsSet claims, Set<String> roles, String scope) throws ParseException {
    var held = claims.getStringListClaim("roles");
    var scopes = claims.getStringClaim("scope");
    return held != null && held.stream().anyMatch(roles::contains)
        || scopes != null && List.of(scopes.split(" ")).contains(scope);
  }
}
