//! The attempts of a call: as many as are needed, safe and allowed, each in its time.

use tokio::time::{Instant, sleep, timeout_at};
use tracing::{Instrument as _, debug};

use super::Shared;
use super::attempt::{Seen, attempt};
use super::observe::Watch;
use super::options::{CallOptions, after};
use super::sending::Blank;
use crate::error::{Call, Deadline, Error, TimeoutError};
use crate::operation::OperationInfo;
use crate::retry::{Failure, Retries};
use crate::transport::Reply;
use crate::wire::Record;

/// A call to be made.
pub(super) struct Job<'a> {
    pub(super) info: &'static OperationInfo,
    pub(super) request: &'a dyn Record,
    pub(super) options: &'a CallOptions,
    pub(super) started: Instant,
}

impl Job<'_> {
    /// When the time for the whole call is up.
    pub(super) fn deadline(&self) -> Instant {
        after(self.started, self.options.timeout)
    }

    /// The time for the whole call is up, after so many attempts, of which the last one that ended failed for `last`.
    pub(super) fn out_of_time(&self, attempts: u32, last: Option<Error>) -> Error {
        let limit = self.options.timeout;
        let detail = match attempts {
            0 => format!("no attempt could be made within {limit:?}"),
            _ => format!("no success within the {limit:?} for the whole call"),
        };
        let error = TimeoutError::new(Call::new(self.info), Deadline::Total, detail, last);
        self.noting(error.into(), attempts)
    }

    fn noting(&self, mut error: Error, attempts: u32) -> Error {
        error.set_progress(attempts, self.started.elapsed());
        error
    }
}

/// Tries until it works or there is no point. Returns the number of attempts. What the last one was answered goes to
/// `reply`, if it is wanted.
pub(super) async fn run(
    shared: &Shared,
    job: &Job<'_>,
    data: &mut dyn Blank,
    mut reply: Option<&mut Reply>,
) -> Result<u32, Error> {
    let mut retries = Retries::new(&job.options.retry, &shared.budget, &*shared.jitter);
    let (mut attempts, mut last) = (0, None);
    loop {
        if Instant::now() >= job.deadline() {
            return Err(job.out_of_time(attempts, last));
        }
        attempts += 1;
        let (result, seen) = in_time(shared, job, attempts, data, &mut last).await;
        let Err(error) = result else {
            retries.succeeded();
            hand_on(seen, &mut reply);
            return Ok(attempts);
        };
        // Even if this call has no attempt left: later calls go by it.
        let clock_corrected = correct_clock(shared, job.info, &error, &seen);
        hand_on(seen, &mut reply);
        let failure = Failure {
            attempts,
            is_retryable: error.is_retryable(),
            clock_corrected,
            retry_after: error.retry_after(),
            time_left: job.deadline().saturating_duration_since(Instant::now()),
        };
        let Some(wait) = retries.next(&failure) else {
            return Err(error);
        };
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        debug!(attempts, wait_ms, "will try again");
        last = Some(error);
        sleep(wait).await;
    }
}

/// Gives the answer to whoever wants it, and lets go of all else: nobody needs it while the next attempt is waited for.
fn hand_on(seen: Seen, reply: &mut Option<&mut Reply>) {
    if let Some(place) = reply {
        **place = seen.reply;
    }
}

/// One attempt, which is cut off when its own time or that for the whole call is up.
async fn in_time(
    shared: &Shared,
    job: &Job<'_>,
    number: u32,
    data: &mut dyn Blank,
    last: &mut Option<Error>,
) -> (Result<(), Error>, Seen) {
    let mut watch = Watch::new(&shared.observers, job.info, number);
    let own = after(Instant::now(), job.options.attempt_timeout);
    let work = attempt(shared, job, &mut watch.seen, data.blank_again());
    let span = watch.span.clone();
    let result = timeout_at(own.min(job.deadline()), work.instrument(span)).await;
    let mut error = match result {
        Ok(Ok(())) => return (Ok(()), watch.end(None)),
        Ok(Err(error)) => error,
        Err(_) if own < job.deadline() => attempt_timed_out(job, &watch.seen),
        Err(_) => job.out_of_time(number, last.take()),
    };
    error.set_answer(watch.seen.facts(shared, job));
    let error = job.noting(error, number);
    let seen = watch.end(Some(&error));
    (Err(error), seen)
}

fn attempt_timed_out(job: &Job<'_>, seen: &Seen) -> Error {
    let limit = job.options.attempt_timeout;
    let what = match (&seen.signed, seen.reply.status) {
        (None, _) => "no signature",
        (_, None) => "no answer",
        (_, Some(_)) => "no whole answer",
    };
    let detail = format!("{what} within the {limit:?} for one attempt");
    TimeoutError::new(Call::new(job.info), Deadline::Attempt, detail, None).into()
}

/// Learns what the time is, if the platform refused the call for its time and its answer tells. Returns whether the call
/// may fare better now.
fn correct_clock(shared: &Shared, info: &OperationInfo, error: &Error, seen: &Seen) -> bool {
    let refusals = &info.api.refusals;
    let is_about_time = error.code().is_some_and(|code| {
        [refusals.timestamp, refusals.timestamp_expired].contains(&code.value())
    });
    is_about_time
        && seen.server_millis().is_some_and(|server| {
            let local = shared.clock.now_millis();
            shared.skew.learn(seen.offset_millis, server, local)
        })
}
