//! Refusals by the platform, which come with status 200.

use crate::answers::{DATA, json, refusal, success};
use crate::scenario::Ending::{Answer, Api};
use crate::scenario::Retryable::{IfIdempotent, Never};
use crate::scenario::Scenario;

pub fn scenarios() -> Vec<Scenario> {
    let never = |name, code: i64, says| {
        Scenario::new(name, [refusal(&code.to_string(), &[])])
            .ends(Api(code), Never)
            .says(says)
    };
    let later = |name, code: i64, says| {
        Scenario::new(name, [refusal(&code.to_string(), &[])])
            .ends(Api(code), IfIdempotent)
            .says(says)
    };
    let with_data = format!(r#"{{"code":21001,"message":"no","data":{DATA}}}"#);
    let odd_message = r#"{"code":1002,"message":{"en":"no"},"data":[]}"#;
    vec![
        never(
            "1002: the address is not allowed",
            1_002,
            "refused with code 1002: no (Ask the platform",
        ),
        never(
            "21001: the signature is wrong",
            21_001,
            "refused with code 21001 OPI_SIGN_ERROR: no",
        ),
        never(
            "a code that nobody knows",
            987_654_321,
            "refused with code 987654321: no",
        ),
        never("a negative code", -1, "refused with code -1: no"),
        never(
            "0, which is success elsewhere",
            0,
            "refused with code 0: no",
        ),
        never(
            "the greatest code",
            i64::MAX,
            "refused with code 9223372036854775807: no",
        ),
        Scenario::new("a refusal with data", [json(with_data)])
            .ends(Api(21_001), Never)
            .says("OPI_SIGN_ERROR"),
        Scenario::new("a refusal whose message is no text", [json(odd_message)])
            .ends(Api(1_002), Never)
            .says("refused with code 1002 (Ask"),
        later("21000: the platform failed", 21_000, "OPI_GENERAL_ERROR"),
        later(
            "21011: a network behind the platform failed",
            21_011,
            "OPI_NETWORK_ERROR",
        ),
        later("21020: too many calls", 21_020, "OPI_PAY_RATE_LIMIT_ERROR"),
        Scenario::new(
            "21020, `Retry-After: 3600`: beyond the time for the call",
            [refusal("21020", &["retry-after: 3600"])],
        )
        .ends(Api(21_020), IfIdempotent)
        .attempts(1, 1)
        .says("OPI_PAY_RATE_LIMIT_ERROR"),
        Scenario::new("21000, then answered", [refusal("21000", &[]), success()])
            .ends(Answer, IfIdempotent)
            .or_else(Api(21_000))
            .attempts(2, 1),
    ]
}
