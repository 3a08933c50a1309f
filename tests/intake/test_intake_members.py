"""Members from CSV files: columns found or mapped, every fault told at once."""

from auzolan.intake import members

CLASSES = ("class.worker", "class.eater")


def test_people_are_read_with_their_words_apart_from_their_facts() -> None:
    file = b"class,joined,name,email\nworker,2026-01-15,Ane,ane@example.org\nclass.eater,,Benat,\n"
    people, findings = members.read(file, classes=CLASSES)
    assert findings == []
    assert [(one.class_, one.joined, one.person) for one in people] == [
        ("class.worker", "2026-01-15", {"name": "Ane", "email": "ane@example.org"}),
        ("class.eater", "", {"name": "Benat"}),
    ]
    asked = members.request(people, file)
    assert asked.people == people
    assert asked.source != members.request(people, file + b" ").source
    assert len(asked.source) == 64


def test_columns_with_other_names_are_mapped_or_left_out() -> None:
    file = "Klasse;Beitritt;Name;Schuhgröße\nworker;2026-01-15;Ane;38\n".encode()
    mapping = {"Klasse": "class", "Beitritt": "joined", "Schuhgröße": "-"}
    people, findings = members.read(file, classes=CLASSES, mapping=mapping)
    assert findings == []
    assert people[0].person == {"name": "Ane"}


def test_unknown_columns_are_listed_with_the_nearest_names() -> None:
    people, findings = members.read(b"class,joind,emial,mood\nworker,2026-01-15,a@b.org,fine\n", classes=CLASSES)
    assert [(one.field, one.line) for one in findings] == [("joind", 1), ("emial", 1), ("mood", 1)]
    assert "nearest is joined" in findings[0].why
    assert '"emial=email"' in findings[1].next
    assert len(people) == 1


def test_every_fault_of_a_file_is_told_at_once() -> None:
    file = (
        b"class,joined,email\nwroker,2026-01-15,a@b.org\nworker,15.1.2026,b\neater,2030-01-01,a@b.org\nworker,2026-01-01\n"
    )
    people, findings = members.read(file, classes=CLASSES, today="2026-03-01")
    assert [(one.line, one.field) for one in findings] == [
        (5, ""), (2, "class"), (3, "joined"), (3, "email"), (4, "joined"), (4, ""),
    ]
    assert "Write worker." in findings[1].next
    assert people == ()


def test_a_missing_column_a_wrong_mapping_and_an_empty_file_are_findings() -> None:
    assert members.read(b"name\nAne\n", classes=CLASSES)[1][0].what == "The column class is missing"
    assert members.read(b"name\nAne\n", classes=CLASSES, default_class="worker")[1] == []
    findings = members.read(b"class\nworker\n", classes=CLASSES, mapping={"klass": "class"})[1]
    assert (findings[0].what, findings[0].why) == ("The mapping names no column", "The nearest is class.")
    assert members.read(b"", classes=CLASSES)[1][0].what == "The file is empty"


def test_broken_letters_and_quotes_are_found_with_their_line() -> None:
    broken = members.read(b"class,name\nworker,Ane\nworker,Be\xf1at\n", classes=CLASSES)[1]
    assert (broken[0].line, broken[0].what) == (3, "This is not UTF-8")
    quoted = members.read(b'class,name\nworker,"Ane\n', classes=CLASSES)[1]
    assert (quoted[0].line, quoted[0].what) == (2, "The row cannot be read")
