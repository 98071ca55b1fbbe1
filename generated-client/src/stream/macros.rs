//! [`paged!`], the one line of code behind each generated call whose answers come in pages.

/// Has a call read all pages: `paged!(Call, Request, Row, list)`, with the field of a page that holds its rows; and
/// `optional list`, if it need not be there.
///
/// The methods are one-liners, because there is one of each for every generated operation with pages; and they are here, so
/// that their documentation is in one place.
#[allow(unused_macros)]
macro_rules! paged {
    ($call:ident, $request:ident, $row:ty, $rows:ident) => {
        impl $crate::stream::Paged for $request {
            type Row = $row;

            fn rows(page: &mut Self::Response) -> &mut Vec<$row> {
                &mut page.$rows
            }
        }

        $crate::stream::paged!($call, $request);
    };
    ($call:ident, $request:ident, $row:ty, optional $rows:ident) => {
        impl $crate::stream::Paged for $request {
            type Row = $row;

            fn rows(page: &mut Self::Response) -> &mut Vec<$row> {
                page.$rows.get_or_insert_default()
            }
        }

        $crate::stream::paged!($call, $request);
    };
    ($call:ident, $request:ident) => {
        impl $call<'_> {
            /// All rows, one after the other, however many calls that takes: see [`stream`](crate::stream).
            pub fn stream(self) -> $crate::stream::Rows<$request> {
                self.client.stream(self.request)
            }

            /// All pages, one after the other: see [`stream`](crate::stream).
            pub fn pages(self) -> $crate::stream::Pages<$request> {
                self.client.pages(self.request)
            }

            /// All rows in one list. It is an error if there are more than `cap`.
            pub fn collect_all(self, cap: usize) -> $crate::stream::Collecting<$request> {
                self.stream().collect_all(cap)
            }

            /// The calls that reading all rows will take, as far as is known beforehand. Sends nothing.
            ///
            /// # Errors
            ///
            /// [`InvalidRequest`](crate::Error::InvalidRequest) if a limit is broken.
            pub fn plan(&self) -> Result<$crate::stream::Plan, $crate::Error> {
                $crate::stream::plan(self.client, &self.request, None, None)
            }
        }
    };
}

#[allow(unused_imports)]
pub(crate) use paged;
