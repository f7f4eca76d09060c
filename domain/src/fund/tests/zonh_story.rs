//! ZONH's page on how it spent the fund's money in 2018 (source 004), told as one year of one fund.
//!
//! The page gives the rules and the towns. Counts, practices and requests are made up here, so small that each
//! figure can be worked out by hand beside it.

use super::world::World;

/// Five towns with one designated area each: the town's pot is rate × insured.
///
/// | area | town | insured | × € 5.92 |
/// |---|---|---|---|
/// | 1782 | Den Helder | 1,200 | 7,104.00 |
/// | 1628 | Hoorn | 2,000 | 11,840.00 |
/// | 1813 | Alkmaar | 1,500 | 8,880.00 |
/// | 2033 | Haarlem | 1,750 | 10,360.00 |
/// | 1504 | Zaandam | 2,501 | 14,805.92 |
/// | all | | 8,951 | 52,989.92 |
const FIVE_TOWNS: &str = "
    2017-09-01 rules location=in_area applications=1 cap=gp composition=zonh
    2017-12-15 areas 2018 v1 1782=Den_Helder 1628=Hoorn 1813=Alkmaar 2033=Haarlem 1504=Zaandam
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-01-02 insurer 7119
    2018-04-02 insured 2018 q1 1782/3311=1200 1628/3311=2000 1813/3311=1500 2033/7119=1750 1504/3311=2000 1504/7119=501
    2018-04-03 balances 2018 receivable-zn=52989.92 pot-free/1782=-7104.00 pot-free/1628=-11840.00 \
        pot-free/1813=-8880.00 pot-free/2033=-10360.00 pot-free/1504=-14805.92
";

/// Who may apply is a question for the practice, and for how much one for each of its GPs: two rules, two thresholds.
///
/// | practice | patients from the area | of all | 300 or 20 %: may apply? |
/// |---|---|---|---|
/// | p1 Zaandam | 300 | 2,000 = 15 % | yes, 300 |
/// | p2 Hoorn | 280 | 1,400 = 20 % | yes, 20 % |
/// | p3 Alkmaar | 299 | 1,900 = 15.7 % | no |
/// | p4 Haarlem | 700 | 5,000 = 14 % | yes, 300 |
/// | p5 outside every area | 400 | 2,000 = 20 % | stands in no area |
///
/// | GP of | patients from the area | of the GP's list | 300 or 15 %? | € 5 each | the practice together |
/// |---|---|---|---|---|---|
/// | p1 | 300 | 2,000 = 15 % | yes, both | 1,500.00 | 1,500.00 |
/// | p2, first | 195 | 800 = 24.4 % | yes, 15 % | 975.00 | |
/// | p2, second | 85 | 600 = 14.2 % | no | 0.00 | 975.00 |
/// | p3, first | 160 | 1,000 = 16 % | yes, 15 % | 800.00 | |
/// | p3, second | 139 | 900 = 15.4 % | yes, 15 % | 695.00 | (1,495.00, but it may not apply) |
/// | p4, first | 320 | 2,200 = 14.5 % | yes, 300 | 1,600.00 | |
/// | p4, second | 230 | 1,600 = 14.4 % | no | 0.00 | |
/// | p4, third | 150 | 1,200 = 12.5 % | no | 0.00 | 1,600.00 |
const PRACTICES: &str = "
    2018-01-15 overview 2018 p1 2000 1504=300 in:1504
    2018-01-15 overview 2018 p2 1400 1628=280 in:1628
    2018-01-15 overview 2018 p3 1900 1813=299 in:1813
    2018-01-15 overview 2018 p4 5000 2033=700 in:2033
    2018-01-15 overview 2018 p5 2000 1782=400
    # the lists of the GPs are not there yet, so nobody can say what the practice may ask
    2018-01-16 submit 2018 p1 1504=1500.00 => intake_incomplete
    2018-01-17 gps 2018 p1 2000=300
    2018-01-17 gps 2018 p2 800=195 600=85
    2018-01-17 gps 2018 p3 1000=160 900=139
    # 321 + 230 + 150 is one more than the practice itself has
    2018-01-17 gps 2018 p4 2200=321 1600=230 1200=150 => intake_bad_gp_counts
    2018-01-17 gps 2018 p4 2200=320 1600=230 1200=150
    2018-01-17 gps 2018 p5 2000=400
";

/// In "vóór 15 mei 2018"; decided at the end of May by an insurer's buyer, a GP and the project manager.
const SPRING: &str = "
    2018-05-14 submit 2018 p1 1504=1500.00
    2018-05-14 submit 2018 p2 1628=975.01 => excluded cap_exceeded
    2018-05-14 submit 2018 p2 1628=975.00
    2018-05-14 submit 2018 p3 1813=100.00 => excluded practice_not_eligible
    2018-05-14 submit 2018 p5 1782=100.00 => excluded practice_not_in_area
    2018-05-15 submit 2018 p4 2033=1600.00 => excluded deadline_passed
    # one project for two towns: a budget, no maximum per GP, and an amount from each town's pot
    2018-05-14 submit 2018 p4 2033=4000.02 1504=2000.00 for:many with:p1
    2018-05-15 appoint gp Huisarts
    2018-05-15 appoint insurer Inkoper
    2018-05-15 appoint project_manager Projectleider
    2018-05-31 meet 1,2,3 2018-00001 2018-00003 2018-00007
    2018-05-31 vote 1 2018-00001 1=for 2=for 3=for to:grant pot/1504=1500.00
    2018-05-31 vote 1 2018-00003 1=against 2=for 3=for to:grant pot/1628=975.00
    2018-05-31 vote 1 2018-00007 1=for 2=for 3=abstain to:grant pot/2033=4000.02 pot/1504=2000.00
    2018-05-31 balances 2018 receivable-zn=52989.92 pot-free/1782=-7104.00 pot-free/1813=-8880.00 \
        pot-free/1628=-10865.00 pot-committed/1628=-975.00 \
        pot-free/2033=-6359.98 pot-committed/2033=-4000.02 \
        pot-free/1504=-11305.92 pot-committed/1504=-3500.00
";

/// Four quarters of 25 %. The two that are past on 31 May fall due on it, the third on 1 July, the fourth after
/// the evaluation. 1,500.00 = 4 × 375.00. Of 4,000.02 the two cents go to the first two: 1,000.01, 1,000.01,
/// 1,000.00, 1,000.00; with 4 × 500.00 from Zaandam the first instalment is 1,500.01.
const PAYMENTS: &str = "
    2018-06-01 zn 2018 q1 52989.92
    2018-05-30 pay 2018-00001/1 => payment_not_yet_due
    2018-06-01 pay 2018-00001/1
    2018-06-01 pay 2018-00001/2
    2018-06-30 pay 2018-00001/3 => payment_not_yet_due
    2018-07-01 pay 2018-00001/3
    2018-12-01 pay 2018-00001/4 => payment_held
    2018-06-01 pay 2018-00007/1
    2018-06-01 pay 2018-00007/2
    2018-07-01 pay 2018-00007/3
    # 52,989.92 − 3 × 375.00 − 1,500.01 − 1,500.01 − 1,500.00
    2018-07-02 balances 2018 bank=47364.90 pot-free/1782=-7104.00 pot-free/1813=-8880.00 \
        pot-free/1628=-10865.00 pot-committed/1628=-975.00 \
        pot-free/2033=-6359.98 pot-committed/2033=-1000.00 \
        pot-free/1504=-11305.92 pot-committed/1504=-875.00
";

/// The last 25 % once the evaluation is approved. The first project cost what was granted; the second cost
/// 5,800.02, so 200.00 of its last 1,500.00 lapses: two thirds of it, 133.33, in Haarlem, and 66.67 in Zaandam.
const EVALUATION: &str = "
    2018-12-03 evaluate 2018-00001 1500.00
    2018-12-10 return 2018-00001
    2018-12-10 pay 2018-00001/4 => payment_held
    2018-12-12 evaluate 2018-00001 1500.00
    2018-12-17 approve 2018-00001
    2018-12-17 pay 2018-00001/4
    2018-12-17 pay 2018-00001/4 => payment_already_paid
    2018-12-12 evaluate 2018-00007 5800.02
    2018-12-17 approve 2018-00007
    2018-12-17 pay 2018-00007/4
    # 47,364.90 − 375.00 − 1,300.00
    2018-12-18 balances 2018 bank=45689.90 pot-free/1782=-7104.00 pot-free/1813=-8880.00 \
        pot-free/1628=-10865.00 pot-committed/1628=-975.00 \
        pot-free/2033=-6493.31 pot-free/1504=-11372.59
";

#[test]
fn zonh_spends_the_money_of_2018_as_its_page_says() {
    let mut world = World::empty();
    for chapter in [FIVE_TOWNS, PRACTICES, SPRING, PAYMENTS, EVALUATION] {
        world.run(&chapter.replace("\\\n", " "));
    }
    assert!(world.replayed() == world.records);
}
