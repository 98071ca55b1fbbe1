//! The command line, and that it is one for every text.

use std::process::Command;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::sample::API;
use crate::sandbox::calls::curl::{Call, curl, quote};

fn line(app_id: &str, param: Option<&str>) -> String {
    let call = Call {
        address: Some("127.0.0.1:8080".parse().unwrap()),
        path: "/list",
        app_id,
        key: "merchant.pem",
        param,
    };
    curl(API, &call)
}

/// What `sh` prints.
fn sh(script: &str) -> String {
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    assert!(
        output.status.success(),
        "{script}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The body that the lines would post, with neither key nor network.
fn body(app_id: &str, param: &str) -> Value {
    let stubs = "openssl() { cat >/dev/null; printf 'c2lnbg=='; }; date() { echo 1732968000; }; curl() { cat; }\n";
    let printed = sh(&format!("{stubs}{}", line(app_id, Some(param))));
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

#[test]
fn the_lines() {
    let param = r#"{"size": 1.50, "timestamp": 1, "name": "it's", "secret": "<redacted>"}"#;
    assert_eq!(
        line("app", Some(param)),
        r#"KEY='merchant.pem'
NOW=$(date +%s)000
PARAM='{"timestamp":'$NOW',"size":1.50,"name":"it'\''s","secret":"<redacted>"}'
SIGN=$(printf %s "$PARAM" | openssl dgst -sha256 -sign "$KEY" | openssl base64 -A)
printf '{"appId":%s,"sign":"%s","param":"%s"}' '"app"' "$SIGN" "$(printf %s "$PARAM" | sed 's/[\\"]/\\&/g')" |
  curl -sS 'http://127.0.0.1:8080/list' -H 'Content-Type: application/json' --data-binary @-"#
    );
    // Where there are no parameters to take over, the least that is a call.
    for param in [
        None,
        Some("<redacted: 3 bytes that are not JSON>"),
        Some("[]"),
    ] {
        assert!(line("app", param).contains("PARAM='{\"timestamp\":'$NOW'}'\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_shell_takes_every_text_as_it_is(text in "\\PC{0,20}|['\"\\\\$`!%*?~ \n\t;&|<>(){}-]{0,12}", name in "[a-z'\"$ ]{1,6}") {
        prop_assert_eq!(sh(&format!("printf %s {}", quote(&text))), text.clone());
        let param = json!({"timestamp": 5, name.clone(): [text.clone(), {"x": text.clone()}], "more": text.clone()});
        let body = body(&text, &param.to_string());
        prop_assert_eq!(&body["appId"], &json!(text));
        prop_assert_eq!(&body["sign"], "c2lnbg==");
        let mut wanted = param;
        wanted["timestamp"] = json!(1_732_968_000_000_i64);
        let sent: Value = serde_json::from_str(body["param"].as_str().unwrap()).unwrap();
        prop_assert_eq!(sent, wanted);
    }
}
