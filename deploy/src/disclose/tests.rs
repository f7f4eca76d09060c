//! The command from files to what it prints, and the errors it gives.

use super::DiscloseArguments;
use clap::Parser;
use std::path::Path;

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    arguments: DiscloseArguments,
}

const SPEC: &str = r#"dimensions = ["category", "quarter"]
value = "euro"
respondent = "practice"
[hierarchies.category]
food = "care"
sleep = "care"
care = "Total"
[policy]
minimum_frequency = 3
p_percent = 15
insider_coalition = false
respondents_subtract = false
"#;

/// Food and sleep in two quarters; two practices alone had food in the first.
const MICRO: &str = "category,quarter,practice,euro
food,Q1,A,500
food,Q1,B,400
food,Q2,A,300
food,Q2,C,300
food,Q2,D,300
sleep,Q1,B,200
sleep,Q1,C,200
sleep,Q1,D,200
sleep,Q2,B,350
sleep,Q2,C,350
sleep,Q2,E,350
";

/// What the command prints, or its error without the folder.
fn run(spec: &str, micro: &str, more: &[&str]) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("table.toml"), spec).unwrap();
    std::fs::write(path("micro.csv"), micro).unwrap();
    let (micro, spec) = (path("micro.csv"), path("table.toml"));
    let given = ["disclose", "--input", &micro, "--spec", &spec];
    let program = Program::try_parse_from(given.iter().chain(more)).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    let ran = program.arguments.run(&mut out);
    ran.map_err(|error| error.to_string().replace(&format!("{}/", Path::new(folder.path()).display()), ""))?;
    Ok(String::from_utf8(out).unwrap())
}

const CSV: &str = "category,quarter,status,value
Total,Total,safe,3450
Total,Q1,safe,1500
Total,Q2,safe,1950
care,Total,safe,3450
care,Q1,safe,1500
care,Q2,safe,1950
food,Total,safe,1800
food,Q1,primary,
food,Q2,secondary,
sleep,Total,safe,1650
sleep,Q1,secondary,
sleep,Q2,secondary,
";

#[test]
fn csv_has_one_line_per_cell_and_no_hidden_value() {
    assert_eq!(run(SPEC, MICRO, &["--csv"]).unwrap(), CSV);
}

#[test]
fn the_table_for_people_tells_why_a_cell_is_hidden() {
    let printed = run(SPEC, MICRO, &[]).unwrap();
    let rows: Vec<String> =
        printed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "category quarter value",
        "Total Total 3450",
        "Total Q1 1500",
        "Total Q2 1950",
        "care Total 3450",
        "care Q1 1500",
        "care Q2 1950",
        "food Total 1800",
        "food Q1 x",
        "food Q2 (x)",
        "sleep Total 1650",
        "sleep Q1 (x)",
        "sleep Q2 (x)",
        "",
        "12 cells; x: 1 hidden for themselves; (x): 3 to protect others, 12.32 % of value",
    ];
    assert_eq!(rows[..15], expected);
    assert!(rows[15].starts_with("audited; "), "{}", rows[15]);
}

#[test]
fn json_is_read_back_by_the_auditor() {
    let printed = run(SPEC, MICRO, &["--json"]).unwrap();
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&value["cell_count"], &value["primary"], &value["secondary"]),
        (&12.into(), &1.into(), &3.into())
    );
    assert_eq!(value["cells"][7], serde_json::json!({"keys": ["food", "Q1"], "status": "primary"}));
    assert_eq!(
        value["cells"][9],
        serde_json::json!({"keys": ["sleep", "Total"], "status": "safe", "value": 1650})
    );

    let folder = tempfile::tempdir().unwrap();
    let protected = folder.path().join("protected.json");
    std::fs::write(&protected, &printed).unwrap();
    let audit = ["--audit", protected.to_str().unwrap()];
    let audited = run(SPEC, MICRO, &audit).unwrap();
    let row = audited.lines().find(|line| line.contains("primary")).unwrap();
    // 15 % of 500 on either side is asked; 600 can be moved down from sleep in Q1, 900 from food in Q2
    let fields: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(fields, ["food", "Q1", "primary", "900", "0", "1500", "825..975", "yes"]);

    let published = printed.replace("\"secondary\"", "\"safe\"");
    std::fs::write(&protected, published).unwrap();
    let refused = run(SPEC, MICRO, &audit).unwrap_err();
    assert_eq!(refused, "1 hidden cells can be worked out more closely than is allowed");
}

/// The error that is left after one change to the specification, and to the contributions.
fn error(spec: (&str, &str), micro: (&str, &str)) -> String {
    run(&SPEC.replace(spec.0, spec.1), &MICRO.replace(micro.0, micro.1), &[]).unwrap_err()
}

#[test]
fn errors_name_file_line_field_and_rule() {
    let same = ("\n", "\n");
    assert_eq!(
        error(("\"practice\"", "\"doctor\""), same),
        "micro.csv, line 1: there is no column doctor, which the specification names"
    );
    assert_eq!(
        error(same, ("food,Q2,A,300", "food,Q2,A,3.5")),
        "micro.csv, line 4: euro: a whole number from 0 to 1000000000000 is needed, not '3.5'"
    );
    assert_eq!(
        error(same, ("sleep,Q1,C", "slep,Q1,C")),
        "micro.csv, line 8: category: code slep is not in the hierarchy"
    );
    assert_eq!(
        error(same, ("sleep,Q1,D", "care,Q1,D")),
        "micro.csv, line 9: category: code care is a sum of other codes"
    );
    assert_eq!(error(same, ("food,Q1,B", "food,Q1,")), "micro.csv, line 3: practice: a respondent is needed");
    assert_eq!(
        error(("sleep = \"care\"", "sleep = \"cure\""), same),
        "table.toml, line 6: hierarchies.category.sleep: parent cure is neither Total nor a code of this hierarchy"
    );
    assert_eq!(
        error(("p_percent = 15", "p_percent = 101"), same),
        "table.toml, line 10: policy.p_percent is 101, and must be from 0 to 100"
    );
    let unknown = error(("p_percent = 15", "p_procent = 15"), same);
    assert!(unknown.starts_with("table.toml, line 10: unknown field `p_procent`"), "{unknown}");
}
