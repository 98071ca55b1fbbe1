//! What is told of answers that hold more than is documented.

use std::sync::{Arc, Mutex};

use super::fake::{Fake, Play};
use super::{ask, key};
use crate::client::Client;
use crate::drift::Drift;
use crate::error::Error;
use crate::operation::{Operation, OperationInfo};
use crate::retry::RetryPolicy;
use crate::sample::{API, Channel, Kind};
use crate::wire::{Field, Shape, record};

/// What is in the answers, and must not be told.
const CANARY: &str = "CANARY";

/// Asks for enums.
#[derive(Clone)]
#[non_exhaustive]
struct Look {}
const LOOK: &Shape = &Shape::new("Look", &[]);
record!(Look, LOOK);

#[derive(Clone)]
#[non_exhaustive]
struct Seen {
    list: Vec<Row>,
}
const SEEN: &Shape = &Shape::new("Seen", &[Field::required("list")]);
record!(Seen, SEEN, list);

#[derive(Clone)]
#[non_exhaustive]
struct Row {
    channel: Channel,
    kinds: Option<Vec<Kind>>,
}
const ROW: &Shape = &Shape::new(
    "Row",
    &[Field::required("channel"), Field::optional("kinds")],
);
record!(Row, ROW, channel, kinds);

impl Operation for Look {
    type Response = Seen;
    const INFO: &'static OperationInfo = &OperationInfo {
        name: "look",
        path: "/look",
        idempotent: true,
        paging: None,
        window: None,
        batch: &[],
        api: API,
    };
}

type Told = Arc<Mutex<Vec<Drift>>>;

fn client<const N: usize>(plays: [Play; N]) -> (Client, Told) {
    let told = Told::default();
    let keep = Arc::clone(&told);
    let client = Client::builder("http://localhost", "app-1", key())
        .transport(Fake::plays(plays))
        .on_drift(move |drift| keep.lock().unwrap().push(drift.clone()))
        .build()
        .unwrap();
    (client, told)
}

#[tokio::test(start_paused = true)]
async fn fields_and_values_are_told_by_their_places() {
    let (client, told) = client([Play::json(
        r#"{"code":10000,"traceId":"CANARY","data":{"list":[
            {"channel":"BANK","kinds":[1,2]},
            {"channel":"CANARY","kinds":[2,777000777],"added":"CANARY"},
            {"channel":"CANARY2","more":{"CANARY":1}}
        ]}}"#,
    )]);
    let seen = client.send(&Look {}).await.unwrap();
    assert_eq!(seen.list[1].channel, Channel::Other(CANARY.to_owned()));
    let told = told.lock().unwrap();
    let [drift] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!(drift.operation(), "look");
    assert_eq!(
        drift.unknown_fields(),
        ["data.list[].added", "data.list[].more", "traceId"]
    );
    assert_eq!(
        drift.unknown_values(),
        ["data.list[].channel", "data.list[].kinds[]"]
    );
    assert_eq!(drift.unknown_code(), None);
    let shown = format!("{drift} {drift:?}");
    assert!(
        !shown.contains(CANARY) && !shown.contains("777000777"),
        "{shown}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_code_that_is_not_documented_is_told() {
    let (client, told) = client([Play::code(21_000), Play::code(424_242)]);
    let error = client.send(&ask()).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.code().unwrap().value()),
        (2, 424_242)
    );
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1, "21000 is documented");
    assert_eq!(told[0].unknown_code(), Some(424_242));
    assert_eq!(told[0].to_string(), "ask: not documented: code 424242");
}

#[tokio::test(start_paused = true)]
async fn what_is_as_documented_or_cannot_be_read_is_not_told() {
    let unreadable = r#"{"code":10000,"added":1,"data":{"list":[{"channel":"new"},{}]}}"#;
    for play in [
        Play::json(r#"{"code":10000,"message":"Success","data":{"list":[{"channel":"Cash"}]}}"#),
        Play::json(r#"{"code":10000,"message":null,"data":{"list":[]}}"#),
        Play::json(unreadable),
        Play::code(21_001),
        Play::status(503),
    ] {
        let (client, told) = client([play]);
        let request = Look {};
        let call = client.send(&request).retry(RetryPolicy::never());
        if let Err(error) = call.await {
            assert!(!matches!(error, Error::Timeout(_)), "{error}");
        }
        assert_eq!(*told.lock().unwrap(), []);
    }
}
