//! What all endpoints share: envelope, signing, codes and scalars.

use std::collections::BTreeMap;

use super::names::{self, Taken};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Api, DateTime, Money, ScalarKind},
    naming,
    place::{Place, Spanned},
};

/// The faults that a server answers with a code; each must have one.
pub const FAULTS: [&str; 7] = [
    "signature",
    "app_id",
    "param",
    "timestamp",
    "timestamp_expired",
    "address",
    "server",
];

/// Checks `api.yaml` apart from its types.
pub fn check(api: &Api, diagnostics: &mut Diagnostics) {
    carried(&api.signing.algorithm, "SHA256withRSA", diagnostics);
    carried(&api.signing.encoding, "base64", diagnostics);
    carried(&api.envelope.timestamp.unit, "milliseconds", diagnostics);
    check_members(api, diagnostics);
    check_codes(api, diagnostics);
    check_faults(api, diagnostics);
    for (_, scalar) in &api.scalars {
        match &scalar.kind {
            ScalarKind::Id(_) | ScalarKind::Unread => {}
            ScalarKind::Money(money) => check_money(money, diagnostics),
            ScalarKind::DateTime(time) => check_time(time, diagnostics),
        }
    }
}

/// Reports a `value` that is not the one that the client knows how to do.
fn carried(value: &Spanned<String>, only: &str, diagnostics: &mut Diagnostics) {
    if value.value != only {
        let message = format!("`{}` is not carried", value.value);
        let help = format!("the client knows `{only}` only");
        diagnostics.push(Diagnostic::new(
            Code::NotCarried,
            value.place,
            message,
            help,
        ));
    }
}

/// The names of the members around a request, and around an answer, are there and differ.
fn check_members(api: &Api, diagnostics: &mut Diagnostics) {
    let (request, answer) = (&api.envelope.request, &api.envelope.answer);
    let sides = [
        ("request", [&request.app_id, &request.sign, &request.param]),
        ("answer", [&answer.code, &answer.message, &answer.data]),
    ];
    for (side, members) in sides {
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for member in members {
            let name = member.as_str();
            if name.trim().is_empty() {
                let message = format!("a member around every {side} has no name");
                let help = "write the name that travels, as the pages show it";
                diagnostics.push(Diagnostic::new(
                    Code::BadEnvelope,
                    member.place,
                    message,
                    help,
                ));
            } else if let Some(first) = seen.insert(name, member.place) {
                let message = format!("two members around every {side} are called `{name}`");
                let help = "write the names that travel, as the pages show them";
                diagnostics.push(
                    Diagnostic::new(Code::BadEnvelope, member.place, message, help)
                        .related(first, "the first one"),
                );
            }
        }
    }
}

fn check_codes(api: &Api, diagnostics: &mut Diagnostics) {
    let mut taken = Taken::default();
    for (number, code) in &api.codes {
        if number.value.parse::<i32>().is_err() {
            let message = format!("`{}` is not a result code", number.value);
            diagnostics.push(Diagnostic::new(
                Code::WrongKind,
                number.place,
                message,
                "write a whole number",
            ));
        }
        if number.value == api.envelope.answer.success.value.to_string() {
            let message = format!("{} means success, so it is no error", number.value);
            diagnostics.push(
                Diagnostic::new(
                    Code::BadEnvelope,
                    number.place,
                    message,
                    "remove it from the codes",
                )
                .related(api.envelope.answer.success.place, "declared here"),
            );
        }
        match naming::variant(&code.name.value) {
            Some(rust) if rust == code.name.value && rust != "Other" => {
                taken.claim(rust, &code.name, "in Rust", diagnostics);
            }
            Some(_) => {
                let message = format!("`{}` is not written as a code's name is", code.name.value);
                let help = format!(
                    "write it in CamelCase, and not `Other`: `{}`",
                    naming::camel(&code.name.value)
                );
                diagnostics.push(Diagnostic::new(
                    Code::BadName,
                    code.name.place,
                    message,
                    help,
                ));
            }
            None => names::impossible(&code.name, diagnostics),
        }
    }
}

fn check_faults(api: &Api, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    let mut all_read = api.codes.whole;
    for (_, code) in &api.codes {
        let Some(fault) = &code.refuses else { continue };
        let text = fault.as_str();
        if !FAULTS.contains(&text) {
            let message = format!("`{text}` is no fault that a server refuses calls for");
            let help = suggest(text, FAULTS);
            diagnostics.push(Diagnostic::new(
                Code::BadReference,
                fault.place,
                message,
                help,
            ));
            all_read = false;
        } else if let Some(first) = seen.insert(text, fault.place) {
            let message = format!("two codes are answered for the fault `{text}`");
            let help = "keep the one that the pages show";
            diagnostics.push(
                Diagnostic::new(Code::BadEnvelope, fault.place, message, help)
                    .related(first, "the first one"),
            );
        }
    }
    let missing = FAULTS.into_iter().filter(|fault| !seen.contains_key(fault));
    let missing: Vec<&str> = missing.collect();
    if all_read && !missing.is_empty() {
        let faults: Vec<String> = missing.iter().map(|fault| format!("`{fault}`")).collect();
        let faults = faults.join(", ");
        let message = format!("no code is answered for these faults: {faults}");
        let help = "add `refuses: …` with the name of the fault to one of the codes each";
        let place = match api.codes.head() {
            Place::NOWHERE => api.envelope.answer.code.place,
            place => place,
        };
        diagnostics.push(Diagnostic::new(Code::BadEnvelope, place, message, help));
    }
}

fn check_money(money: &Money, diagnostics: &mut Diagnostics) {
    if !(0..=4).contains(&money.digits.value) {
        let message = format!("no currency has {} decimal digits", money.digits.value);
        diagnostics.push(Diagnostic::new(
            Code::EmptyLimit,
            money.digits.place,
            message,
            "write 0 to 4",
        ));
    }
    if naming::snake(&money.unit.value).as_deref() != Some(&money.unit.value) {
        let message = format!("the unit `{}` makes no method's name", money.unit.value);
        diagnostics.push(Diagnostic::new(
            Code::BadName,
            money.unit.place,
            message,
            "write one lower-case word, as in `satang`",
        ));
    }
    let currency = &money.currency.value;
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let message = format!("`{currency}` is no currency code");
        diagnostics.push(Diagnostic::new(
            Code::BadName,
            money.currency.place,
            message,
            "write three capital letters, as in `THB`",
        ));
    }
}

fn check_time(time: &DateTime, diagnostics: &mut Diagnostics) {
    carried(&time.format, "yyyy-MM-dd HH:mm:ss", diagnostics);
    if offset_minutes(&time.offset.value).is_none() {
        let message = format!("`{}` is no distance from UTC", time.offset.value);
        diagnostics.push(Diagnostic::new(
            Code::WrongKind,
            time.offset.place,
            message,
            "write it as \"+07:00\"",
        ));
    }
}

/// The distance from UTC that a text such as `+07:00` states, in minutes.
#[must_use]
pub fn offset_minutes(text: &str) -> Option<i16> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |digits: &str| -> Option<i16> {
        (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
