//! A call as lines for a shell, which sign anew with a key of the reader's.

use std::net::SocketAddr;

use super::mask::REDACTED;
use crate::operation::Api;
use crate::sandbox::json::{Object, quoted};

/// What the lines are made of. The texts are masked already.
pub(in crate::sandbox) struct Call<'a> {
    pub(in crate::sandbox) address: Option<SocketAddr>,
    pub(in crate::sandbox) path: &'a str,
    pub(in crate::sandbox) app_id: &'a str,
    /// The file with the private key.
    pub(in crate::sandbox) key: &'a str,
    /// The parameters, if they could be read.
    pub(in crate::sandbox) param: Option<&'a str>,
}

/// Lines for `sh`, with `openssl`, `sed` and `curl`. The timestamp is the time at which they are run.
pub(in crate::sandbox) fn curl(api: &Api, call: &Call<'_>) -> String {
    let names = &api.envelope;
    let address = call
        .address
        .map_or_else(|| "127.0.0.1".to_owned(), |address| address.to_string());
    let url = quote(&format!("http://{address}{}", call.path));
    let param = call
        .param
        .and_then(|param| serde_json::from_str(param).ok())
        .unwrap_or_else(|| Object(Vec::new()));
    // Single quotes end before what the shell is to fill in, and begin again behind it.
    let param = quote(&template(names.timestamp, &param)).replace(NOW, "'$NOW'");
    let (app_id, sign, text) = (
        quoted(names.app_id),
        quoted(names.sign),
        quoted(names.param),
    );
    let body = quote(&format!("{{{app_id}:%s,{sign}:\"%s\",{text}:\"%s\"}}"));
    let id = quote(&quoted(call.app_id));
    let key = quote(call.key);
    let escaped = r#""$(printf %s "$PARAM" | sed 's/[\\"]/\\&/g')""#;
    format!(
        "KEY={key}\n\
         NOW=$(date +%s)000\n\
         PARAM={param}\n\
         SIGN=$(printf %s \"$PARAM\" | openssl dgst -sha256 -sign \"$KEY\" | openssl base64 -A)\n\
         printf {body} {id} \"$SIGN\" {escaped} |\n  \
         curl -sS {url} -H 'Content-Type: application/json' --data-binary @-"
    )
}

/// Stands where the time goes; no JSON holds this character unescaped.
const NOW: &str = "\u{1}";

/// The parameters on one line, with the timestamp in front.
fn template(timestamp: &str, param: &Object) -> String {
    let mut members = vec![format!("{}:{NOW}", quoted(timestamp))];
    let others = param.0.iter().filter(|(name, _)| name != timestamp);
    members.extend(others.map(|(name, value)| {
        let value = compact(value.get()).unwrap_or_else(|| REDACTED.to_owned());
        format!("{}:{value}", quoted(name))
    }));
    format!("{{{}}}", members.join(","))
}

/// A value without blanks around its parts: line breaks would not get through the shell's substitution unharmed.
fn compact(json: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    // Numbers keep their digits only outside of objects and lists, where there are whole ones alone.
    let scalar = !value.is_object() && !value.is_array();
    Some(if scalar && !value.is_string() {
        json.to_owned()
    } else {
        value.to_string()
    })
}

/// A text as one word of the shell's.
pub(super) fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
