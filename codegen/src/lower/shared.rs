//! What all endpoints share: envelope, codes, scalars, enums.

use super::text;
use crate::{
    check::offset_minutes,
    load::{self, Api},
    model::{Enum, Envelope, ErrorCode, Refusals, Scalar, ScalarKind, Variant},
    naming,
    place::Spanned,
};

pub(super) fn envelope(api: &Api) -> Envelope {
    let envelope = &api.envelope;
    Envelope {
        app_id: text(&envelope.request.app_id),
        sign: text(&envelope.request.sign),
        param: text(&envelope.request.param),
        timestamp: text(&envelope.timestamp.field),
        code: text(&envelope.answer.code),
        message: text(&envelope.answer.message),
        data: text(&envelope.answer.data),
        success: envelope.answer.success.value,
    }
}

pub(super) fn refusals(api: &Api) -> Refusals {
    let code = |fault: &str| {
        let refuses = |code: &load::Code| {
            code.refuses
                .as_ref()
                .is_some_and(|named| named.value == fault)
        };
        api.codes
            .iter()
            .find(|(_, code)| refuses(code))
            .map_or(0, |(number, _)| value(number))
    };
    Refusals {
        signature: code("signature"),
        app_id: code("app_id"),
        param: code("param"),
        timestamp: code("timestamp"),
        timestamp_expired: code("timestamp_expired"),
        address: code("address"),
        server: code("server"),
    }
}

pub(super) fn codes(api: &Api) -> Vec<ErrorCode> {
    let lower = |(number, code): &(Spanned<String>, load::Code)| ErrorCode {
        value: value(number),
        rust: text(&code.name),
        official: code.official.as_ref().map(text),
        docs: text(&code.doc),
        help: text(&code.help),
        retryable: code
            .retryable
            .as_ref()
            .is_some_and(|retryable| retryable.value),
    };
    api.codes.iter().map(lower).collect()
}

fn value(number: &Spanned<String>) -> i64 {
    number.value.parse().unwrap_or_default()
}

pub(super) fn scalar(name: &Spanned<String>, scalar: &load::Scalar) -> Scalar {
    let kind = match &scalar.kind {
        // `Unread` is in no checked spec.
        load::ScalarKind::Id(_) | load::ScalarKind::Unread => ScalarKind::Id,
        load::ScalarKind::Money(money) => ScalarKind::Money {
            currency: text(&money.currency),
            read: text(&money.unit),
            make: money.maker(),
            digits: u8::try_from(money.digits.value).unwrap_or_default(),
        },
        load::ScalarKind::DateTime(time) => ScalarKind::DateTime {
            zone: text(&time.zone),
            offset_minutes: offset_minutes(&time.offset.value).unwrap_or_default(),
        },
    };
    Scalar {
        rust: name.value.clone(),
        docs: text(&scalar.doc),
        kind,
    }
}

pub(super) fn enumeration(name: &Spanned<String>, list: &load::Enum) -> Enum {
    let variants = list.values.iter().map(|(wire, value)| {
        let source = value.name.as_ref().unwrap_or(wire);
        Variant {
            wire: wire.value.clone(),
            rust: naming::variant(&source.value).unwrap_or_else(|| source.value.clone()),
            docs: text(&value.doc),
            label: value.label.as_ref().map(text),
        }
    });
    Enum {
        rust: name.value.clone(),
        docs: text(&list.doc),
        numeric: list.is_numeric(),
        variants: variants.collect(),
    }
}
