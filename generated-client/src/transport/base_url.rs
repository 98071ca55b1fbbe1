//! The base URL: what is accepted, and how paths are put behind it.

use url::{Host, Url};

use crate::error::ConfigError;

/// Checks a base URL. Errors show none of it but scheme and host.
pub(super) fn parse(base_url: &str, allow_insecure_http: bool) -> Result<Url, ConfigError> {
    let base = Url::parse(base_url).map_err(|error| ConfigError::BaseUrl {
        reason: error.to_string(),
    })?;
    if !matches!(base.scheme(), "https" | "http") {
        return Err(ConfigError::Scheme {
            scheme: base.scheme().to_owned(),
        });
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(ConfigError::Credentials);
    }
    if base.query().is_some() || base.fragment().is_some() {
        return Err(ConfigError::QueryOrFragment);
    }
    if base.scheme() == "https" {
        return if cfg!(feature = "rustls") {
            Ok(base)
        } else {
            Err(ConfigError::NoTls)
        };
    }
    if allow_insecure_http || is_loopback(&base) {
        return Ok(base);
    }
    Err(ConfigError::InsecureHttp {
        host: base.host_str().unwrap_or_default().to_owned(),
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// A path, with a leading slash, behind the base URL's own.
pub(super) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

/// Scheme, host and port of the place a redirect points to.
pub(super) fn origin_of(base: &Url, location: &str) -> Option<String> {
    if location.is_empty() {
        return None;
    }
    let origin = base.join(location).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn error(base_url: &str) -> String {
        parse(base_url, false).unwrap_err().to_string()
    }

    #[test]
    fn plain_http_is_for_loopback_unless_allowed() {
        for loopback in [
            "http://127.0.0.1:8080",
            "http://127.9.8.7",
            "http://[::1]:1",
            "http://localhost:3000/prefix",
            "HTTP://LOCALHOST",
        ] {
            assert!(parse(loopback, false).is_ok(), "{loopback}");
        }
        for other in [
            "http://wallet.example",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::2]",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "http://128.0.0.1",
        ] {
            let refused = parse(other, false).unwrap_err();
            assert!(
                matches!(refused, ConfigError::InsecureHttp { .. }),
                "{other}: {refused}"
            );
            assert!(
                refused.to_string().contains("allow_insecure_http"),
                "{refused}"
            );
            assert!(parse(other, true).is_ok(), "{other}");
        }
    }

    #[test]
    fn https_needs_the_feature() {
        let parsed = parse("https://wallet.example", false);
        if cfg!(feature = "rustls") {
            assert!(parsed.is_ok());
        } else {
            assert!(matches!(parsed, Err(ConfigError::NoTls)));
        }
    }

    #[test]
    fn what_does_not_belong_in_a_base_url_is_refused_and_not_shown() {
        for with_secret in [
            "https://user:CANARY@wallet.example",
            "https://CANARY@wallet.example",
            "https://wallet.example?key=CANARY",
            "https://wallet.example#CANARY",
            "https://wallet.example:CANARY/",
        ] {
            let shown = error(with_secret);
            assert!(!shown.contains("CANARY"), "{shown}");
            assert!(!format!("{:?}", parse(with_secret, false)).contains("CANARY"));
        }
        assert!(error("https://u:p@h").contains("user name"));
        assert!(error("https://wallet.example?").contains("query"));
        assert!(error("ftp://wallet.example").contains("`ftp`"));
        assert!(error("wallet.example").contains("https://wallet.example"));
        assert!(error("").contains("base URL"));
    }

    #[test]
    fn paths_go_behind_the_prefix() {
        for (base, expected) in [
            ("http://localhost", "http://localhost/open-api/x"),
            ("http://localhost/", "http://localhost/open-api/x"),
            ("http://localhost/gate", "http://localhost/gate/open-api/x"),
            ("http://localhost/gate/", "http://localhost/gate/open-api/x"),
            (
                "http://localhost/a%20b//",
                "http://localhost/a%20b/open-api/x",
            ),
        ] {
            let base = parse(base, false).unwrap();
            assert_eq!(join(&base, "/open-api/x").as_str(), expected);
        }
    }

    #[test]
    fn of_a_redirect_only_the_origin_is_told() {
        let base = parse("http://localhost:80/", false).unwrap();
        for (location, expected) in [
            (
                "https://u:p@wallet.example:8443/a?b",
                Some("https://wallet.example:8443"),
            ),
            ("/elsewhere", Some("http://localhost")),
            ("mailto:x", None),
            ("", None),
        ] {
            assert_eq!(origin_of(&base, location).as_deref(), expected);
        }
    }
}
