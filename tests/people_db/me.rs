//! What every turn knows of its person.

use asa_core::people::change::Choice;
use asa_core::people::{Consent, RoleState};
use asa_tests::on_both;

use super::*;

fn says(version: u32, choice: Choice) -> Change {
    Change::Consent { version, hash: "…".into(), choice }
}

on_both! {
    async fn roles_that_may_come_to_something_and_the_last_word_on_the_notice(world) {
        assert_eq!(me_of(world, "Uanna").await?, Me::default());
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        does(world, None, decision(7, 1, false)).await?;
        waits(world, "Uanna", 2, RoleKind::Volunteer, TAMBON).await?;
        world.clock.advance(Duration::from_secs(1));
        officer(world, "Uanna", 3, DISTRICT).await?;
        officer(world, "Uother", 4, DISTRICT).await?;
        does(world, None, suspension(8, 3)).await?;
        for (version, choice) in [(1, Choice::Given), (2, Choice::Withdrawn), (2, Choice::Given)] {
            does(world, Some("Uanna"), says(version, choice)).await?;
        }
        does(world, Some("Uother"), says(1, Choice::Refused)).await?;
        let known = people::me(&world.service.store, &["Uanna", "Unobody", "Uother"]).await?;
        let known: std::collections::BTreeMap<String, Me> = known.into_iter().collect();
        assert_eq!(known.len(), 2);
        let anna = &known["Uanna"];
        let roles: Vec<_> = anna.roles.iter().map(|role| (role.id.0, role.state)).collect();
        assert_eq!(roles, [(2, RoleState::Waiting), (3, RoleState::Suspended)]);
        assert_eq!(anna.roles[1].unit.id, UnitId(DISTRICT));
        assert_eq!(anna.consent, Some(Consent { version: 2, given: true }));
        assert_eq!(known["Uother"].consent, Some(Consent { version: 1, given: false }));
        Ok(())
    }
}
