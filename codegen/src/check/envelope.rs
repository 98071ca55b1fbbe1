//! What all endpoints share: envelope, signing, codes and scalars.

use std::collections::BTreeMap;

use super::names::Taken;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Api, DateTime, Money, Named, Scalar, ScalarKind},
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
    let (signing, unit) = (&api.signing, &api.envelope.timestamp.unit);
    carried(
        "algorithm",
        &signing.algorithm,
        "SHA256withRSA",
        diagnostics,
    );
    carried("encoding", &signing.encoding, "base64", diagnostics);
    carried("unit", unit, "milliseconds", diagnostics);
    check_members(api, diagnostics);
    check_codes(api, diagnostics);
    check_faults(api, diagnostics);
    check_scalars(&api.scalars, diagnostics);
}

/// Checks the scalars that one file declares.
pub fn check_scalars(scalars: &Named<Scalar>, diagnostics: &mut Diagnostics) {
    for (_, scalar) in scalars {
        match &scalar.kind {
            ScalarKind::Id(_) | ScalarKind::Unread => {}
            ScalarKind::Money(money) => check_money(money, diagnostics),
            ScalarKind::DateTime(time) => check_time(time, diagnostics),
        }
    }
}

/// Reports a `value` that is not the one that the client knows how to do. `what` says what it is.
fn carried(what: &str, value: &Spanned<String>, only: &str, diagnostics: &mut Diagnostics) {
    if value.value != only {
        let message = format!("the {what} `{}` is not carried", value.value);
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
        check_code_name(&code.name, &mut taken, diagnostics);
    }
}

fn check_code_name<'a>(
    name: &'a Spanned<String>,
    taken: &mut Taken<'a>,
    diagnostics: &mut Diagnostics,
) {
    let mut bad = |code: Code, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, name.place, message, help));
    };
    match naming::variant(&name.value) {
        Some(rust) if rust == "Other" => {
            let message = format!("`{}` is the variant that keeps unknown codes", name.value);
            bad(
                Code::ReservedName,
                message,
                "choose another name, such as `OtherFault`",
            );
        }
        Some(rust) if rust == name.value => {
            taken.claim(rust, name, "in Rust", "rename one of them", diagnostics);
        }
        camel => {
            let camel = camel.unwrap_or_else(|| "ParamFault".to_owned());
            let message = format!("`{}` is not written as a code's name is", name.value);
            let help =
                format!("write it in CamelCase, ASCII letters and digits only, as in `{camel}`");
            bad(Code::BadName, message, &help);
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
                Code::BadEnvelope,
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
        let noun = if missing.len() == 1 {
            "fault"
        } else {
            "faults"
        };
        let message = format!("no code is answered for the {noun} {faults}");
        let help = match missing.as_slice() {
            [fault] => format!("add `refuses: {fault}` to the code that the pages show for it"),
            _ => {
                "add `refuses: …` with the fault's name to a code for each, as in `refuses: param`"
                    .to_owned()
            }
        };
        let (place, label) = match api.codes.head() {
            Place::NOWHERE => (api.envelope.answer.code.place, ""),
            place => (place, "the codes begin here"),
        };
        let mistake = Diagnostic::new(Code::BadEnvelope, place, message, help);
        diagnostics.push(mistake.label(label));
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
    carried("format", &time.format, "yyyy-MM-dd HH:mm:ss", diagnostics);
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
