//! What is wrong with a call before its signature is looked at: path, body, envelope, application id.

use serde_json::Value;

use super::{Call, Found, near, parameters};
use crate::envelope;

/// So much of a name is repeated.
const NAME: usize = 64;

/// A name of the caller's, short enough to be repeated.
pub(super) fn name(name: &str) -> String {
    name.chars().take(NAME).collect()
}

/// A path that leads nowhere.
pub(super) fn path(call: &Call<'_>) -> Option<Found> {
    let paths = call.lens.routes.iter().map(|route| route.operation.path);
    let wanted = call.seen.path.trim_matches('/');
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let meant = near(wanted, paths.clone())
        // Something is missing in front, or too much.
        .or_else(|| {
            paths
                .clone()
                .find(|path| wanted.ends_with(path.trim_matches('/')))
        })
        .or_else(|| paths.clone().find(|path| last(path) == last(wanted)))?;
    let path = name(&call.seen.path);
    let seen = format!("No endpoint has the path `{path}`: did you mean `{meant}`?");
    Some(Found::new("wrong-path", seen))
}

/// A body that is not the envelope.
pub(super) fn envelope(call: &Call<'_>) -> Option<Found> {
    let bytes = call.seen.body.bytes.as_slice();
    if bytes.is_empty() {
        let seen = if call.seen.has_query {
            "The body is empty, and something stands in the query, which is not read."
        } else {
            "The body is empty."
        };
        return Some(Found::new("empty-body", seen));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Some(Found::new(
            "byte-order-mark",
            "The body begins with a byte order mark.",
        ));
    }
    if bytes.starts_with(b"--") || call.seen.content_type.starts_with("multipart/") {
        return Some(Found::new("multipart", "The body is a form in parts."));
    }
    if bytes.contains(&0) || std::str::from_utf8(bytes).is_err() {
        return Some(Found::new("body-not-utf-8", "The body is not UTF-8."));
    }
    let text = call.text()?;
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Some(no_json(text, "not-json", "The body"));
    };
    match value {
        Value::Object(members) => members_of(call, text, &members),
        Value::String(_) => Some(Found::new(
            "body-encoded-twice",
            "The body is one JSON text in quotes.",
        )),
        _ => Some(Found::new(
            "envelope-incomplete",
            "The body is JSON, but no object.",
        )),
    }
}

type Members = serde_json::Map<String, Value>;

fn members_of(call: &Call<'_>, text: &str, members: &Members) -> Option<Found> {
    let names = &call.api.envelope;
    let all = [names.app_id, names.sign, names.param];
    let error = envelope::read_body(call.api, text, call.lens.strictness.envelope).err()?;
    if !all.iter().any(|name| members.contains_key(*name)) && members.contains_key(names.timestamp)
    {
        return Some(Found::new(
            "no-envelope",
            "The body holds the parameters themselves.",
        ));
    }
    if matches!(
        members.get(names.param),
        Some(Value::Object(_) | Value::Array(_))
    ) {
        let seen = format!("`{}` is an object, where a text belongs.", names.param);
        return Some(Found::new("param-object", seen));
    }
    let strange: Vec<_> = members
        .keys()
        .filter(|name| !all.contains(&name.as_str()))
        .collect();
    let missing = all.iter().filter(|name| !members.contains_key(**name));
    for missing in missing {
        if let Some(wrong) = near(missing, strange.iter().map(|name| name.as_str())) {
            return Some(parameters::near_name(&name(wrong), missing));
        }
    }
    let given = |name| !members.get(name).is_none_or(Value::is_null);
    if given(names.app_id) && given(names.param) && !given(names.sign) {
        return Some(Found::new(
            "sign-missing",
            format!("`{}` is missing.", names.sign),
        ));
    }
    match strange.first() {
        Some(strange) if *strange == names.timestamp => {
            let seen = format!("`{strange}` stands beside `{}`.", names.param);
            Some(Found::new("timestamp-outside", seen))
        }
        Some(strange) => {
            let seen = format!("`{}` stands beside `{}`.", name(strange), names.param);
            Some(Found::new("parameters-outside", seen))
        }
        None => {
            let seen = format!("`{}`: {}.", name(&error.path), error.reason);
            Some(Found::new("envelope-incomplete", seen))
        }
    }
}

/// A text that should be JSON: what else it looks like.
pub(super) fn no_json(text: &str, otherwise: &'static str, what: &str) -> Found {
    let trimmed = text.trim_start();
    let (name, looks) = match trimmed {
        "" => (otherwise, "is empty"),
        _ if trimmed.starts_with('\u{feff}') => {
            ("byte-order-mark", "begins with a byte order mark")
        }
        _ if trimmed.starts_with("[object ") => {
            ("object-as-text", "is what JavaScript prints of an object")
        }
        _ if trimmed.starts_with("{'") => ("python-repr", "is what Python prints of a dict"),
        _ if !trimmed.starts_with(['{', '[', '"']) && trimmed.contains('=') => {
            ("form-encoded", "is a form, or a query")
        }
        _ => (otherwise, "is not JSON"),
    };
    Found::new(name, format!("{what} {looks}."))
}

/// An application id that no merchant has.
pub(super) fn app_id(call: &Call<'_>) -> Option<Found> {
    let given = call.seen.app_id.as_deref()?;
    let ids = call.lens.merchants.keys().map(String::as_str);
    Some(match near(given, ids) {
        Some(meant) => {
            let seen = format!(
                "`{}` is no merchant here: did you mean `{meant}`?",
                name(given)
            );
            Found::new("app-id-typo", seen)
        }
        None => Found::new(
            "app-id-unknown",
            format!("`{}` is no merchant here.", name(given)),
        ),
    })
}
