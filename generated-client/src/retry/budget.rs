//! How many retries a client may make, all calls together: an outage must not be made worse by those who suffer it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A bound on the retries of all calls together. Clones share it, and so may several clients.
///
/// It begins with `burst` retries. Each retry takes one; every `successes_per_retry` calls that work give one back, up to
/// `burst`. While it is empty, a failed attempt ends its call.
///
/// With the defaults, 50 and 10, a client makes at most `calls + calls / 10 + 50` attempts. So whatever the server does,
/// it gets less than 1.2 attempts a call once there have been 500 calls. From a server that is dead nothing comes back: at
/// most `calls + 50` attempts, which is less than 1.2 a call from the 251st call on, and tends to 1.
///
/// # Examples
///
/// ```
/// use wallet_client::RetryBudget;
///
/// // One budget for all clients of this process.
/// let shared = RetryBudget::new(200, 10);
/// let for_another_client = shared.clone();
/// # let _ = for_another_client;
/// ```
#[derive(Clone)]
pub struct RetryBudget {
    /// `None`: without bound.
    bucket: Option<Arc<Bucket>>,
}

struct Bucket {
    /// What is there. A success puts in one.
    tokens: AtomicU64,
    /// What a retry takes out.
    price: u64,
    capacity: u64,
}

impl RetryBudget {
    /// A budget of `burst` retries, which gains one for every `successes_per_retry` calls that work. With a `burst` of 0
    /// nothing is ever retried; 0 `successes_per_retry` count as 1.
    #[must_use]
    pub fn new(burst: u32, successes_per_retry: u32) -> Self {
        let price = u64::from(successes_per_retry.max(1));
        let capacity = u64::from(burst) * price;
        Self {
            bucket: Some(Arc::new(Bucket {
                tokens: AtomicU64::new(capacity),
                price,
                capacity,
            })),
        }
    }

    /// No bound. Each call still has its own, by its [`RetryPolicy`](crate::RetryPolicy) and its time.
    #[must_use]
    pub fn unlimited() -> Self {
        Self { bucket: None }
    }

    /// Takes a retry out, if there is one.
    pub(super) fn take(&self) -> bool {
        self.bucket
            .as_ref()
            .is_none_or(|bucket| bucket.change(|tokens| tokens.checked_sub(bucket.price)))
    }

    /// Notes a call that worked.
    pub(super) fn refill(&self) {
        if let Some(bucket) = &self.bucket {
            bucket.change(|tokens| (tokens < bucket.capacity).then(|| tokens + 1));
        }
    }
}

impl Bucket {
    /// Whether there was something to change.
    fn change(&self, change: impl Fn(u64) -> Option<u64>) -> bool {
        // Nothing else is published by the number, so no order beyond its own is needed.
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

impl Default for RetryBudget {
    /// 50 retries, and one more for every 10 calls that work.
    fn default() -> Self {
        Self::new(50, 10)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RetryBudget");
        if let Some(bucket) = &self.bucket {
            let left = bucket.tokens.load(Ordering::Relaxed) / bucket.price;
            shown.field("retries_left", &left);
        }
        shown.finish_non_exhaustive()
    }
}
