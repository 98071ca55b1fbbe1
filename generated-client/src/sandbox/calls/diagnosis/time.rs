//! Why a timestamp is not of about now.

use super::{Call, Found};
use crate::envelope::Body;

const MINUTE: i64 = 60_000;
/// Zones differ by multiples of this.
const ZONE_STEP: i64 = 15 * MINUTE;
/// The farthest that zones are apart.
const ZONE_MOST: i64 = 14 * 60 * MINUTE;
/// The nearest that is taken for a zone: smaller ones are seas.
const ZONE_LEAST: i64 = 60 * MINUTE;
/// Clocks are mostly right within this.
const JITTER: i64 = 2 * MINUTE;

/// What is wrong with the time that a call was stamped with.
pub(super) fn diagnose(call: &Call<'_>, body: &Body) -> Option<Found> {
    let param: serde_json::Value = serde_json::from_str(&body.param).ok()?;
    let stamp = param.get(call.api.envelope.timestamp)?.as_i64()?;
    let now = call.seen.at_millis;
    let day = 24 * 60 * MINUTE;
    let near = |millis: Option<i64>| {
        millis.is_some_and(|millis| millis.saturating_sub(now).saturating_abs() <= day)
    };
    if near(stamp.checked_mul(1_000)) {
        let seen = format!("{stamp} is about now in seconds.");
        return Some(Found::new("timestamp-seconds", seen));
    }
    for (unit, divisor) in [("microseconds", 1_000), ("nanoseconds", 1_000_000)] {
        if near(Some(stamp / divisor)) {
            let seen = format!("{stamp} is about now in {unit}.");
            return Some(Found::new("timestamp-too-fine", seen));
        }
    }
    let off = stamp.saturating_sub(now);
    let side = if off > 0 { "ahead of" } else { "behind" };
    let distance = off.saturating_abs();
    let steps = (distance + ZONE_STEP / 2) / ZONE_STEP * ZONE_STEP;
    if (ZONE_LEAST..=ZONE_MOST).contains(&steps) && (distance - steps).abs() <= JITTER {
        let (hours, minutes) = (steps / (60 * MINUTE), steps / MINUTE % 60);
        let seen = format!(
            "The time is {hours} h {minutes:02} min {side} the sandbox's, as zones differ: probably one was taken for another."
        );
        return Some(Found::new("timestamp-zone", seen));
    }
    let seen = format!(
        "The time is {} s {side} the sandbox's, which allows {} s.",
        distance / 1_000,
        call.lens.strictness.freshness_millis() / 1_000
    );
    Some(Found::new("clock-off", seen))
}
