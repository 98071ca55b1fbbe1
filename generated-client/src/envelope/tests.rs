//! The exact bytes that go out, and every way in which an answer can fail.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::json;

use super::{AnswerError, Noted, answer, answer_noting, body, param, read_body, read_param};
use crate::sample::{API, Item, Query};
use crate::time::civil::datetime;
use crate::wire::{Unknown, Wire};

fn query() -> Query {
    let mut query = Query::new(
        datetime(2024, 5, 1, 0, 0, 0, 0),
        datetime(2024, 5, 13, 17, 23, 22, 0),
    );
    query.ids = Some(vec!["u\"1".into(), "é/\n".into()]);
    query.rate = Some("0.50".parse().unwrap());
    query
}

const PARAM: &str = concat!(
    r#"{"timestamp":1715595802000,"ids":["u\"1","é/\n"],"start":"2024-05-01 00:00:00","#,
    r#""end":"2024-05-13 17:23:22","rate":0.50}"#
);

#[test]
fn the_signed_text_byte_for_byte() {
    assert_eq!(param(API, 1_715_595_802_000, &query()).unwrap(), PARAM);
}

#[test]
fn the_signed_text_is_embedded_once() {
    let body = body(API, "my \"app\"", "c2ln+/=", PARAM);
    assert!(body.starts_with(
        r#"{"appId":"my \"app\"","sign":"c2ln+/=","param":"{\"timestamp\":1715595802000,"#
    ));
    let read: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        read,
        json!({"appId": "my \"app\"", "sign": "c2ln+/=", "param": PARAM})
    );
    assert_eq!(body.matches("timestamp").count(), 1);
}

#[test]
fn the_server_reads_what_the_client_wrote() {
    let read = read_body(API, &body(API, "app", "sign", PARAM), Unknown::Refuse).unwrap();
    assert_eq!(
        (
            read.app_id.as_str(),
            read.sign.as_str(),
            read.param.as_str()
        ),
        ("app", "sign", PARAM)
    );
    let mut request = Query::blank();
    assert_eq!(
        read_param(API, &read.param, &mut request, Unknown::Refuse),
        Ok(1_715_595_802_000)
    );
    assert_eq!(request, query());
}

#[test]
fn the_server_is_strict() {
    let refused = |text: &str| {
        let error = read_param(API, text, &mut Query::blank(), Unknown::Refuse).unwrap_err();
        format!("{}: {}", error.path, error.reason)
    };
    let with = |more: &str| PARAM.replace('}', &format!(",{more}}}"));
    assert_eq!(refused(&with(r#""new":1"#)), "new: the field is unknown");
    assert_eq!(
        refused(&with(r#""items":[{"qty":1,"x":1}]"#)),
        "items[0].x: the field is unknown"
    );
    // The envelope's field belongs to the outermost object only.
    assert_eq!(
        refused(&with(r#""items":[{"qty":1,"timestamp":1}]"#)),
        "items[0].timestamp: the field is unknown"
    );
    assert_eq!(
        refused(&with(r#""timestamp":1"#)),
        "timestamp: the field is there twice"
    );
    assert_eq!(
        refused(&PARAM.replace("timestamp", "Timestamp")),
        "Timestamp: the field is unknown"
    );
    assert_eq!(refused("{}"), "start: the field is missing");
    let bare = PARAM.replace("\"timestamp\":1715595802000,", "");
    assert_eq!(refused(&bare), "timestamp: the field is missing");
    let quoted = PARAM.replace("1715595802000", "\"1715595802000\"");
    assert_eq!(
        refused(&quoted),
        "timestamp: expected a 64-bit integer, found a string"
    );
    assert!(
        read_body(
            API,
            r#"{"appId":"a","sign":"s","param":"{}","more":1}"#,
            Unknown::Refuse
        )
        .is_err()
    );
    assert!(
        read_body(
            API,
            r#"{"appId":"a","sign":"s","param":{}}"#,
            Unknown::Refuse
        )
        .is_err()
    );
}

/// Reads an answer whose data are a list of items.
fn list(text: &str) -> Result<Vec<Item>, AnswerError> {
    let mut items = Vec::new();
    answer(API, text, &mut items).map(|()| items)
}

/// The path and the reason of an answer that cannot be read.
fn decode(text: &str) -> (String, String) {
    match list(text) {
        Err(AnswerError::Decode {
            path,
            reason,
            line,
            column,
        }) => {
            assert!(line > 0 || text.is_empty() || column > 0, "{text}");
            (path, reason)
        }
        other => panic!("{text}: {other:?}"),
    }
}

fn refused(text: &str) -> (i64, String) {
    match list(text) {
        Err(AnswerError::Api { code, message }) => (code, message),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn good_answers_in_any_order() {
    for text in [
        r#"{"code":10000,"message":"ok","data":[{"qty":1}]}"#,
        r#"{"data":[{"qty":1}],"message":"ok","code":10000}"#,
        r#" {"code" : 10000 , "data":[{"qty":1,"new":{}}], "traceId":"x"} "#,
        r#"{"message":{"odd":[]},"code":10000,"data":[{"qty":1}]}"#,
        r#"{"\u0063ode":10000,"message":null,"data":[{"qty":1}]}"#,
    ] {
        assert_eq!(list(text).unwrap()[0].qty, 1, "{text}");
    }
}

#[test]
fn refusals_win_over_mistakes_in_the_data() {
    for text in [
        r#"{"code":21001,"message":"bad sign","data":null}"#,
        r#"{"code":21001,"message":"bad sign"}"#,
        r#"{"code":21001,"message":"bad sign","data":"nothing"}"#,
        r#"{"code":21001,"message":"bad sign","data":[]}"#,
        r#"{"data":[{"qty":"x"}],"message":"bad sign","code":21001}"#,
        r#"{"data":{},"data":[],"message":"bad sign","code":21001}"#,
    ] {
        assert_eq!(refused(text), (21_001, "bad sign".to_owned()), "{text}");
    }
}

#[test]
fn refusals_count_whatever_the_message() {
    for text in [
        r#"{"code":-1}"#,
        r#"{"code":-1,"message":null}"#,
        r#"{"code":-1,"message":{"en":"no"},"data":null}"#,
        r#"{"code":-1,"message":"a","message":5}"#,
    ] {
        assert_eq!(refused(text).0, -1, "{text}");
    }
    assert_eq!(refused(r#"{"code":-1,"message":null}"#).1, "");
}

#[test]
fn unreadable_answers_say_where() {
    let missing = "the field is missing";
    let cases = [
        (r#"{"code":10000,"message":"ok"}"#, "data", missing),
        (
            r#"{"code":10000,"data":null}"#,
            "data",
            "expected a list, found null",
        ),
        (r#"{"message":"ok","data":[]}"#, "code", missing),
        ("{}", "code", missing),
        (
            r#"{"code":"10000","data":[]}"#,
            "code",
            "expected a 64-bit integer, found a string",
        ),
        (
            r#"{"data":[{}],"code":"21001"}"#,
            "code",
            "expected a 64-bit integer, found a string",
        ),
        (
            r#"{"code":null,"data":[]}"#,
            "code",
            "expected a 64-bit integer, found null",
        ),
        (
            r#"{"code":10000,"code":10000,"data":[]}"#,
            "code",
            "the field is there twice",
        ),
        (
            r#"{"code":10000,"data":[],"data":[]}"#,
            "data",
            "the field is there twice",
        ),
        (
            r#"{"code":10000,"data":[{"qty":1},{"qty":"canary"}]}"#,
            "data[1].qty",
            "expected a 32-bit integer, found a string",
        ),
        (r#"{"code":10000,"data":[{}]}"#, "data[0].qty", missing),
        (
            r#"{"code":10000,"data":[{"qty":1"#,
            "data[0]",
            "EOF while parsing an object",
        ),
        (
            r#"{"code":10000,"data":[{"qty":"x"}]"#,
            "",
            "EOF while parsing an object",
        ),
        (
            r#"{"code":10000,"data":[]} <html>"#,
            "",
            "trailing characters",
        ),
        (r#"{"code":21001,"data":[]}{}"#, "", "trailing characters"),
        ("<html>", "", "expected value"),
        ("\u{feff}{}", "", "expected value"),
        ("", "", "EOF while parsing a value"),
        ("[]", "", "expected an object, found a list"),
        ("\"canary\"", "", "expected an object, found a string"),
        ("null", "", "expected an object, found null"),
        ("10000", "", "expected an object, found an integer"),
    ];
    for (text, path, reason) in cases {
        assert_eq!(decode(text), (path.to_owned(), reason.to_owned()), "{text}");
    }
}

#[test]
fn mistakes_are_placed_in_the_text() {
    let error = list("{\"code\": 10000,\n \"data\": [{\"qty\": true}]}").unwrap_err();
    let AnswerError::Decode { line, column, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!((line, column), (2, 22));
}

#[test]
fn answers_without_data() {
    for text in [
        r#"{"code":10000}"#,
        r#"{"code":10000,"data":null}"#,
        r#"{"data":{"x":[1]},"code":10000}"#,
    ] {
        assert_eq!(answer(API, text, &mut ()), Ok(()));
    }
    assert!(answer(API, r#"{"code":1,"message":"no"}"#, &mut ()).is_err());
    assert!(answer(API, "{}", &mut ()).is_err());
    for text in [r#"{"code":10000}"#, r#"{"code":10000,"data":null}"#] {
        let mut item: Option<Item> = None;
        assert_eq!(answer(API, text, &mut item), Ok(()));
        assert_eq!(item, None);
    }
}

#[test]
fn what_the_spec_does_not_name_is_noted() {
    let mut items: Vec<Item> = Vec::new();
    let text =
        r#"{"traceId":"t","data":[{"qty":1,"a":1},{"qty":2,"a":2,"b":{"c":1}}],"code":10000}"#;
    let Noted { fields, values } = answer_noting(API, text, &mut items).unwrap();
    assert_eq!(fields, ["data[].a", "data[].b", "traceId"]);
    assert!(values.is_empty());
    assert_eq!(items.len(), 2);
}
