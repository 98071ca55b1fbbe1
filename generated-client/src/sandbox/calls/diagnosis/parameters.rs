//! Why the parameters cannot be taken.

use serde_json::Value;

use super::{Call, Found, body, near};
use crate::envelope::{self, Body};
use crate::wire::ReadError;

/// What is wrong with the text of `param`, whose signature holds.
pub(super) fn diagnose(call: &Call<'_>, body: &Body) -> Option<Found> {
    let text = body.param.as_str();
    let mut request = (call.route?.request)();
    let unknown = call.lens.strictness.parameters;
    let error = envelope::read_param(call.api, text, &mut *request, unknown).err()?;
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Some(body::no_json(text, "param-not-json", "`param`"));
    };
    match &value {
        Value::String(_) => {
            let seen = "The text of `param` is itself a JSON text in quotes.";
            Some(Found::new("param-encoded-twice", seen))
        }
        Value::Object(_) => Some(member(call, &error, &value)),
        _ => Some(Found::new(
            "param-not-json",
            "`param` is JSON, but no object.",
        )),
    }
}

/// What is wrong with one of the parameters.
fn member(call: &Call<'_>, error: &ReadError, param: &Value) -> Found {
    let names = &call.api.envelope;
    let (path, reason) = (error.path.as_str(), error.reason.as_str());
    let path = body::name(path);
    if path == names.timestamp {
        return timestamp(&path, reason, param.get(names.timestamp));
    }
    if reason == "the field is unknown" {
        return unknown(call, &path);
    }
    if reason == "the field is missing" {
        // Perhaps it is there under another name.
        let there = param.as_object().into_iter().flatten();
        let wrong = near(
            &path,
            there
                .map(|(name, _)| name.as_str())
                .filter(|name| !known(call, name)),
        );
        return match wrong {
            Some(wrong) => near_name(&body::name(wrong), &path),
            None => Found::new("parameter-missing", format!("`{path}` is missing.")),
        };
    }
    let seen = format!("`{path}`: {reason}.");
    let text = reason.ends_with("found a string");
    match reason {
        _ if text && reason.contains("integer") => Found::new("number-as-text", seen),
        _ if reason.starts_with("expected a list") => Found::new("list-expected", seen),
        _ => Found::new("wrong-type", seen),
    }
}

fn timestamp(name: &str, reason: &str, value: Option<&Value>) -> Found {
    match value {
        None => Found::new("timestamp-missing", format!("`{name}` is missing.")),
        Some(Value::String(_)) => Found::new("timestamp-text", format!("`{name}` is a text.")),
        Some(Value::Number(number)) if number.is_f64() => {
            Found::new("timestamp-fraction", format!("`{name}` is {number}."))
        }
        Some(_) => Found::new("wrong-type", format!("`{name}`: {reason}.")),
    }
}

fn parameters(call: &Call<'_>) -> Vec<&'static str> {
    let Some(route) = call.route else {
        return Vec::new();
    };
    let fields = (route.request)().shape().fields.iter();
    let names = fields.map(|field| field.wire);
    names.chain([call.api.envelope.timestamp]).collect()
}

fn known(call: &Call<'_>, name: &str) -> bool {
    parameters(call).contains(&name)
}

fn unknown(call: &Call<'_>, path: &str) -> Found {
    let names = &call.api.envelope;
    if path == names.app_id {
        return Found::new(
            "app-id-in-param",
            format!("`{path}` stands in `{}`.", names.param),
        );
    }
    match near(path, parameters(call)) {
        Some(meant) => near_name(path, meant),
        None => Found::new(
            "parameter-unknown",
            format!("`{path}` is no parameter of this endpoint."),
        ),
    }
}

pub(super) fn near_name(wrong: &str, meant: &str) -> Found {
    Found::new(
        "near-name",
        format!("`{wrong}` is unknown: did you mean `{meant}`?"),
    )
}
