//! What a stream needs of the client that makes its calls.

use super::Client;
use super::sending::Work;
use crate::error::Error;
use crate::operation::OperationInfo;
use crate::rules::Waived;
use crate::stream::{Paged, Pages, Rows, StreamOptions};
use crate::wire::{Record, Wire};

impl Client {
    /// All rows that a request asks for, however many calls that takes. The method `stream` of a call is a more convenient
    /// way to the same: see [`stream`](crate::stream).
    pub fn stream<O: Paged>(&self, request: O) -> Rows<O> {
        Rows::new(self.clone(), request)
    }

    /// As [`stream`](Self::stream), page by page.
    pub fn pages<O: Paged>(&self, request: O) -> Pages<O> {
        Pages::new(self.clone(), request)
    }

    /// How this client cuts queries, unless they have options of their own.
    pub(crate) fn stream_options(&self) -> &StreamOptions {
        &self.shared.stream_options
    }

    /// The time, as the platform sees it.
    pub(crate) fn now_millis(&self) -> i64 {
        let offset = self.shared.skew.offset_millis();
        self.shared.clock.now_millis().saturating_add(offset)
    }

    /// A call that needs nobody to hold the client or the request.
    pub(crate) fn fetch_page<T: Wire + 'static>(
        &self,
        info: &'static OperationInfo,
        request: Box<dyn Record>,
        waived: Waived,
    ) -> Work<'static, Result<T, Error>> {
        let client = self.clone();
        Box::pin(async move {
            let mut options = client.shared.options.clone();
            options.waived = waived;
            let mut data = T::blank();
            client
                .execute(info, &*request, &mut data, &options, None)
                .await?;
            Ok(data)
        })
    }
}
