//! Faults as texts.

use std::time::Duration;

use proptest::prelude::*;

use super::super::{Effect, Fault};
use crate::generated::sandbox::ROUTES;

const SECOND: Duration = Duration::from_secs(1);

fn operation() -> Option<&'static str> {
    ROUTES.first().map(|route| route.operation.name)
}

#[test]
fn texts_and_what_they_mean() {
    for (text, fault) in [
        ("503", Fault::status(503)),
        ("503x2", Fault::status(503).times(2)),
        ("latency=200ms", Fault::latency(Duration::from_millis(200))),
        ("latency=1s 500ms", Fault::latency(SECOND * 3 / 2)),
        (
            "429;retry-after=3s",
            Fault::status(429).retry_after(SECOND * 3),
        ),
        ("p=0.1:reset", Fault::reset().probability(0.1)),
        ("skip=1:stallx1", Fault::stall().nth(2)),
        (
            "skip=2:every=3:p=0.25:closex4;after=1h",
            Fault::close()
                .skip(2)
                .every(3)
                .probability(0.25)
                .times(4)
                .after(SECOND * 3600),
        ),
        ("trickle=2s;times=1", Fault::trickle(SECOND * 2).times(1)),
        ("clock=10m", Fault::clock_ahead(SECOND * 600)),
        ("clock=-10m", Fault::clock_behind(SECOND * 600)),
        ("html=502", Fault::html(502)),
        ("api=-7", Fault::api(-7, "")),
        (
            "api=21000;times=2;message=not today",
            Fault::api(21_000, "not today").times(2),
        ),
        (
            r#"api=1;message="a; \"b\": c""#,
            Fault::api(1, r#"a; "b": c"#),
        ),
        (
            r#"content-type="text/html; charset=utf-8""#,
            Fault::content_type("text/html; charset=utf-8"),
        ),
        ("content-type=", Fault::content_type("")),
        ("expired", Fault::expired_timestamp()),
        ("truncate", Fault::truncate()),
        ("reset-in-body", Fault::reset_in_body()),
        ("stall-in-body", Fault::stall_in_body()),
        ("lose-answer", Fault::lose_answer()),
    ] {
        assert_eq!(fault.to_string(), text);
        assert_eq!(text.parse(), Ok(fault), "{text}");
    }
}

#[test]
fn other_ways_to_write_the_same() {
    for (text, canonical) in [
        ("503;times=2", "503x2"),
        (" 503x2 ; after = 1 ", "503x2;after=1s"),
        ("nth=3:reset", "skip=2:resetx1"),
        ("p=1:every=1:skip=0:503", "503"),
        ("p=.5: every=2 :503", "every=2:p=0.5:503"),
        ("latency=90s", "latency=1m 30s"),
        ("clock=+10m", "clock=10m"),
    ] {
        let read = text.parse::<Fault>().map(|fault| fault.to_string());
        assert_eq!(read.as_deref(), Ok(canonical), "{text}");
    }
}

#[test]
fn an_operation_is_one_that_there_is() {
    let Some(name) = operation() else { return };
    let fault: Fault = format!("{name}:p=0.5:503x2").parse().unwrap();
    assert_eq!(fault.operation, Some(name));
    assert_eq!(fault.to_string(), format!("{name}:p=0.5:503x2"));
}

#[test]
fn texts_that_mean_nothing_and_why() {
    let refusals: String = [
        "",
        "503x",
        "503x-1",
        "99",
        "600",
        "5030",
        "html=99",
        "html",
        "oops",
        "resets",
        "reset=1",
        "latency",
        "latency=soon",
        "latency=-1s",
        "clock",
        "balance:503",
        "q=1:503",
        "p=2:503",
        "p=nan:503",
        "p=:503",
        "every=0:503",
        "nth=0:503",
        "skip=-1:503",
        "503:reset",
        "retry-after=3;503",
        "503;",
        "503;wait=1s",
        "503;message=no",
        "503;times=many",
        "api=no",
        "api=1;message=\"open",
        "api=1:message=no",
    ]
    .iter()
    .map(|text| match text.parse::<Fault>() {
        Err(error) => format!("{text:24} {error}\n"),
        Ok(fault) => panic!("{text}: {fault:?}"),
    })
    .collect();
    let names: Vec<_> = ROUTES.iter().map(|route| route.operation.name).collect();
    let refusals = refusals
        .replace(&names.join(", "), "OPERATIONS")
        .replace(&super::super::text::words(), "WORDS");
    assert_eq!(refusals, REFUSALS);
}

const REFUSALS: &str = r#"                         it does not say what goes wrong: an HTTP status, or one of WORDS
503x                     `503x` is nothing that can go wrong: write an HTTP status, or one of WORDS
503x-1                   `503x-1` is nothing that can go wrong: write an HTTP status, or one of WORDS
99                       `99` is no HTTP status of an answer: they go from 200 to 599
600                      `600` is no HTTP status of an answer: they go from 200 to 599
5030                     `5030` is no HTTP status of an answer: they go from 200 to 599
html=99                  `99` is no HTTP status of an answer: they go from 200 to 599
html                     `html` needs a value, as in `html=502`
oops                     `oops` is nothing that can go wrong: write an HTTP status, or one of WORDS
resets                   `resets` is nothing that can go wrong: write an HTTP status, or one of WORDS
reset=1                  `reset` takes no value
latency                  `latency` needs a value, as in `latency=200ms`
latency=soon             `soon` is no duration: write it as in 200ms, 3s, 10m or 1h
latency=-1s              `-1s` is less than nothing
clock                    `clock` needs a value, as in `clock=-10m`
balance:503              no operation is called `balance`: there are OPERATIONS; what goes wrong stands after the last colon
q=1:503                  `q=` does not say which calls: write an operation, p=, skip=, every= or nth=
p=2:503                  `2` is no probability: they go from 0 to 1, as in p=0.1
p=nan:503                `nan` is no probability: they go from 0 to 1, as in p=0.1
p=:503                   `` is no probability: they go from 0 to 1, as in p=0.1
every=0:503              calls are counted from 1, not from 0
nth=0:503                calls are counted from 1, not from 0
skip=-1:503              `-1` is not a whole number that fits
503:reset                no operation is called `503`: there are OPERATIONS; what goes wrong stands after the last colon
retry-after=3;503        `retry-after` is nothing that can go wrong: write an HTTP status, or one of WORDS
503;                     `` is no option: there are times=, after=, retry-after= and message=
503;wait=1s              `wait` is no option: there are times=, after=, retry-after= and message=
503;message=no           only `api` has a message
503;times=many           `many` is not a whole number that fits
api=no                   `no` is not a whole number that fits
api=1;message="open      "open is not a text in quotation marks, as JSON has it
api=1:message=no         `message` is nothing that can go wrong: write an HTTP status, or one of WORDS
"#;

fn effects() -> impl Strategy<Value = Effect> {
    let time = || (0_u64..4_000_000).prop_map(Duration::from_millis);
    prop_oneof![
        time().prop_map(Effect::Trickle),
        ".{0,12}".prop_map(Effect::ContentType),
        (-900_000_000_i64..900_000_000).prop_map(Effect::Clock),
        (200_u16..600).prop_map(Effect::Status),
        (200_u16..600).prop_map(Effect::Html),
        (any::<i64>(), r#"[a-z;:="\\ é\n]{0,12}"#)
            .prop_map(|(code, message)| Effect::Api { code, message }),
        time().prop_map(Effect::Latency),
        Just(Effect::ExpiredTimestamp),
        Just(Effect::StallInBody),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(
        effect in effects(),
        operation in any::<bool>(),
        (skip, every) in (0_u64..5, 1_u64..5),
        probability in prop_oneof![Just(1.0), 0.0..=1.0],
        times in proptest::option::of(any::<u64>()),
        after in 0_u64..100_000,
        retry_after in proptest::option::of(0_u64..100_000),
    ) {
        let mut fault = Fault::new(effect).skip(skip).every(every).probability(probability);
        fault.operation = super::text::operation().filter(|_| operation);
        fault.times = times;
        fault.after = Duration::from_micros(after);
        fault.retry_after = retry_after.map(Duration::from_millis);
        prop_assert_eq!(fault.to_string().parse(), Ok(fault));
    }

    #[test]
    fn no_text_is_too_strange(text in r#"[a-z0-9=:;".\\ x-]{0,30}|.{0,20}"#) {
        if let Ok(fault) = text.parse::<Fault>() {
            prop_assert_eq!(fault.to_string().parse(), Ok(fault));
        }
    }
}
