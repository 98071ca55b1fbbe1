//! Clocks that differ: the platform refuses a call for its time, and its `Date` tells what the time is.

use wallet_client::TransportErrorKind::Send;

use crate::answers::{envelope, json, refusal, success};
use crate::request::Request;
use crate::scenario::Ending::{Answer, Api, Decode, Transport};
use crate::scenario::Retryable::{IfIdempotent, Never};
use crate::scenario::Scenario;
use crate::server::{Answer as Steps, Step};

/// What the client's clock says at first.
pub const NOW: i64 = 1_715_595_802_123;
/// The same as a date,
pub const NOW_DATE: &str = "Mon, 13 May 2024 10:23:22 GMT";
/// and a second later.
pub const SECOND_LATER: &str = "Mon, 13 May 2024 10:23:23 GMT";
/// What a platform's clock says that is 61 minutes ahead.
pub const AHEAD: i64 = 1_715_599_462_000;
const AHEAD_DATE: &str = "date: Mon, 13 May 2024 11:24:22 GMT";

const EXPIRED: &str = "21009";
const MALFORMED: &str = "21008";

/// A platform whose clock is 61 minutes ahead: it takes no stamp that is more than a minute off.
pub fn platform_ahead(request: &Request) -> Steps {
    if request.stamp().abs_diff(AHEAD) < 60_000 {
        success()
    } else {
        refusal(EXPIRED, &[AHEAD_DATE])
    }
}

pub fn scenarios() -> Vec<Scenario> {
    // The platform has done nothing with a call that it refuses for its time, so all operations are treated alike.
    let tried_again = |name, answers: Vec<Steps>| {
        Scenario::new(name, answers)
            .ends(Answer, Never)
            .attempts(2, 2)
    };
    let given_up = |name, header: &str| {
        Scenario::new(name, [refusal(EXPIRED, &[header])])
            .ends(Api(21_009), Never)
            .says("refused with code 21009 OPI_TIMESTAMP_EXPIRED_ERROR: no")
    };
    let now = format!("date: {NOW_DATE}");
    vec![
        Scenario::answering(
            "expired: the platform's clock is 61 minutes ahead",
            |_, request| platform_ahead(request),
        )
        .ends(Answer, Never)
        .attempts(2, 2),
        tried_again(
            "expired, once",
            vec![refusal(EXPIRED, &[AHEAD_DATE]), success()],
        ),
        tried_again(
            "malformed, once",
            vec![refusal(MALFORMED, &[AHEAD_DATE]), success()],
        ),
        given_up("expired, always", AHEAD_DATE).attempts(2, 2),
        given_up("expired, and `Date` agrees with the client's clock", &now),
        given_up("expired, and no `Date`", "x-none: 1"),
        given_up(
            "expired, and an absurd `Date`: in 1970",
            "date: Thu, 01 Jan 1970 00:00:00 GMT",
        ),
        given_up(
            "expired, and an absurd `Date`: two days ahead",
            "date: Wed, 15 May 2024 10:23:22 GMT",
        ),
        given_up(
            "expired, and an absurd `Date`: in 9999",
            "date: Fri, 31 Dec 9999 23:59:59 GMT",
        ),
        given_up("expired, and a `Date` that is none", "date: yesterday"),
        given_up(
            "expired, and a `Date` of the wrong form",
            "date: 2024-05-13T11:24:22Z",
        ),
        Scenario::new(
            "expired, and then the answer is not what is documented",
            [refusal(EXPIRED, &[AHEAD_DATE]), json(envelope("null"))],
        )
        .ends(Decode("data"), Never)
        .attempts(2, 2)
        .says("expected an object, found null"),
        Scenario::new(
            "expired, and then reset before the answer",
            [refusal(EXPIRED, &[AHEAD_DATE]), vec![Step::Reset]],
        )
        .ends(Transport(Send), IfIdempotent)
        .attempts(3, 2)
        .says("broke before an answer came"),
    ]
}
