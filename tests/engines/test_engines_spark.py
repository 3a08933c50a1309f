"""Without a cluster the engine `spark` says what is missing, and nothing else of ours needs it."""

import subprocess
import sys

import pytest

from auzolan.engines import spark
from auzolan.engines.find import find
from auzolan.engines.spark import DIALECT, MASTER, begin
from auzolan.formula.compile import Shape, Source, compile_formulas
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.values.refusal import Refusal


def test_looking_for_engines_imports_nothing_of_spark() -> None:
    seen = "import sys; from auzolan.engines.find import find; print('spark' in find(), 'pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True).stdout == "True False\n"


def refused() -> Refusal:
    with pytest.raises(Refusal) as said:
        begin()
    return said.value


def test_what_is_missing_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MASTER, raising=False)
    monkeypatch.setattr(spark, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match=r"PySpark is not installed\. .*pip install pyspark"):
        find()["spark"].recompute(None, {}, None)  # type: ignore[arg-type]
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(spark.shutil, "which", lambda name: None)
    assert "openjdk-17-jre-headless" in refused().next
    monkeypatch.setattr(spark.shutil, "which", lambda name: "/usr/bin/java")
    assert refused().where == MASTER
    monkeypatch.setenv(MASTER, "spark://127.0.0.1:1,127.0.0.1:2")
    assert "No Spark master answers" in refused().why


def compiled(formula: str) -> str:
    names = ("a", "b")
    scope = Scope(columns={name: PlainColumn(name=name) for name in names})
    shapes = {name: Shape(places=2, most=10**9, maybe=False) for name in names}
    return compile_formulas({"f": parse(formula)}, scope, {"": Source(name="t", columns=shapes, rows=9)}, DIALECT).sql


def test_a_quotient_that_may_be_larger_than_63_bits_is_refused_and_names_the_part() -> None:
    with pytest.raises(FormulaRefused, match=r"a / b can come to \d+ in smallest parts; a quotient here is at most"):
        compiled("a * 1 / (a / b)")
    assert "div NULLIF" in compiled("round(a * b, 2)")


def test_names_and_texts_are_spelt_as_spark_reads_them() -> None:
    assert DIALECT.named("to`o") == "`to``o`"
    assert DIALECT.text("it's\\") == "'it\\'s\\\\'"
