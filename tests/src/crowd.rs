//! Events sent to real processes as LINE would: again and again until they are answered with 200.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::bail;
use asa::line::signature;
use asa::twin::{Act, Twin};
use asa_core::id::LineId;
use serde_json::{Value, json};

use crate::world::text_in;

/// People with the events each will send, in order.
#[derive(Debug)]
pub struct Crowd {
    pub twin: Twin,
    pub people: Vec<LineId>,
    texts: &'static [&'static str],
}

impl Crowd {
    pub fn new(twin: &Twin, size: usize, texts: &'static [&'static str]) -> Self {
        let people = (0..size).map(|n| twin.add_person(&format!("คน {n}"), "th")).collect();
        Self { twin: twin.clone(), people, texts }
    }

    /// Everybody sends `each` messages, one after the other, to whichever of `addresses` comes
    /// next. Ends when every message has been answered with 200.
    pub async fn talk(self: Arc<Self>, addresses: Vec<String>, each: usize) -> anyhow::Result<()> {
        const AT_ONCE: usize = 16;
        let addresses = Arc::new(addresses);
        let mut work = Vec::new();
        for lane in 0..AT_ONCE {
            let (crowd, addresses) = (self.clone(), addresses.clone());
            work.push(tokio::spawn(async move {
                let client = asa::line::http::builder().build()?;
                for n in 0..each {
                    for person in crowd.people.iter().skip(lane).step_by(AT_ONCE) {
                        let text = crowd.texts[n % crowd.texts.len()];
                        let event = crowd.twin.event(text_in(person, person, text));
                        crowd.insist(&client, &addresses, n, event).await?;
                    }
                }
                anyhow::Ok(())
            }));
        }
        for lane in work {
            lane.await??;
        }
        Ok(())
    }

    async fn insist(
        &self,
        client: &reqwest::Client,
        addresses: &[String],
        n: usize,
        mut event: Value,
    ) -> anyhow::Result<()> {
        let began = Instant::now();
        for attempt in 0.. {
            let address = &addresses[(n + attempt) % addresses.len()];
            let (body, signature) = self.twin.sign_and_wrap(std::slice::from_ref(&event));
            let request = client.post(address).header(signature::HEADER, signature).body(body);
            let answer = request.timeout(Duration::from_secs(2)).send().await;
            if answer.is_ok_and(|answer| answer.status() == 200) {
                return Ok(());
            }
            if began.elapsed() > Duration::from_secs(60) {
                bail!("no 200 for a minute");
            }
            event["deliveryContext"] = json!({"isRedelivery": true});
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    }

    /// Everybody adds the account, through the first address, before anything else.
    pub async fn follow(&self, address: &str) -> anyhow::Result<()> {
        let client = asa::line::http::builder().build()?;
        for person in &self.people {
            let event = self.twin.event(Act::Follow { person: person.clone() });
            self.insist(&client, &[address.to_owned()], 0, event).await?;
        }
        Ok(())
    }
}
