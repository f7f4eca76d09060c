use super::world::World;
#[test]
fn generate_golden() {
    let world = World::after(GOLDEN);
    let mut text = String::new();
    for event in &world.events {
        text += &serde_json::to_string(event).unwrap();
        text.push('\n');
    }
    std::fs::write("tests/golden/events-v1.jsonl", text).unwrap();
}
const GOLDEN: &str = "
    2017-12-01 rules split=group carry=reserve gp_hour=85.00 rolling=500.00
    2017-12-15 areas 2018 v1 1013 1014=Hoorn
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-01-02 insurer 7119
    2018-01-15 overview 2018 p1 4000 1013=600 1014=200 in:1013
    2018-01-15 overview 2018 p2 3000 1013=1000
    2018-01-15 overview 2018 p3 1000 1014=140 in:1014
    2018-04-02 insured 2018 q1 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-15 zn 2018 q1 2665.48
    2018-05-02 submit 2018 p1 hagro-noord=2000.01 region=999.99 areas:1013,1014 gp_hour:80.00 cost:2920.00
    2018-05-03 submit 2018 p2 hagro-noord=1500.00 kind:training for:many with:p1 areas:1013
    2018-05-04 submit 2018 p3 region=100.00 areas:1014 => excluded practice_not_eligible
    2018-05-14 submit 2018 p2 hagro-noord=800.00 areas:1013
    2018-05-14 submit 2018 p2 hagro-noord=1.00 areas:1013
    2018-05-15 submit 2018 p2 hagro-noord=300.00 areas:1013
    2018-05-20 withdraw 2018-00005
    2018-05-31 grant 2018-00001 hagro-noord=2000.01 region=999.99
    2018-05-31 grant 2018-00002 hagro-noord=1000.00
    2018-05-31 refuse 2018-00004
    2018-05-31 defer 2018-00006
    2018-06-01 pay 2018-00001/1
    2018-06-01 pay 2018-00002/1
    2018-06-15 insured 2018 q1 1013/3311=1000 1013/7119=503 1014/3311=300 because:recount
    2018-07-02 insured 2018 q2 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-10-01 insured 2018 q3 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-11-01 evaluate 2018-00001 2400.00
    2018-11-15 return 2018-00001
    2018-11-20 evaluate 2018-00001 2900.00
    2018-11-21 evaluate 2018-00002 900.00
    2018-12-01 approve 2018-00001
    2018-12-01 reject 2018-00002 100.00
    2018-12-01 rate 2018 v2 5.95 because:typo
    2019-01-02 insured 2018 q4 1013/3311=1000 1013/7119=501 1014/3311=300
    2019-01-15 close 2018
    2019-01-20 release 2018
    2019-01-21 send 2018
    2019-01-21 statements 3311 2018
";
