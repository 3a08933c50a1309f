"""Who is in the demo. Every person and every organisation is invented."""

from dataclasses import dataclass

NAME = "Harvest Hands"
ORG = "harvest-hands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member: key in the demo, name, pay index in hundredths, hours a month, class; the month of joining."""

    key: str
    name: str
    index: str = ""
    hours: int = 0
    class_: str = "worker"
    joined: int = 0

    @property
    def email(self) -> str:
        """An address that reaches nobody (RFC 2606)."""
        return f"{self.key}@harvest-hands.example"


WORKERS = (
    Person(key="ane", name="Ane Etxarri", index="1.00", hours=152),
    Person(key="benat", name="Beñat Olaso", index="1.70", hours=150),
    Person(key="carmen", name="Carmen Ruiloba", index="1.45", hours=148),
    Person(key="dani", name="Dani Ferrer", index="1.00", hours=76),
    Person(key="eneko", name="Eneko Zubia", index="1.25", hours=140),
    Person(key="fatou", name="Fatou Diarra", index="1.25", hours=146),
    Person(key="gorka", name="Gorka Lasa", index="1.15", hours=120),
    Person(key="hana", name="Hana Novák", index="1.30", hours=132, joined=5),
    Person(key="iker", name="Iker Sáez", index="1.00", hours=98, joined=10),
)

GROWERS = (
    Person(key="altomayo", name="Cooperativa Alto Rumiyacu", class_="grower"),
    Person(key="sidama", name="Bokasso Growers' Union", class_="grower"),
    Person(key="huila", name="Asociación La Guaca", class_="grower"),
)

CLUBS = (
    Person(key="club-port", name="Harbour Street buying club", class_="club"),
    Person(key="club-hill", name="Hillside buying club", class_="club"),
    Person(key="club-campus", name="Campus buying club", class_="club"),
)

PEOPLE = (*WORKERS, *GROWERS, *CLUBS)

# Outside: (key, name, what they are). Shops and cafés buy, the others sell something to us.
BUYERS = (
    ("cafe-mistral", "Café Mistral"), ("cafe-tinta", "Tinta & Café"), ("shop-corner", "The Corner Larder"),
    ("shop-granel", "Granel, shop without packaging"), ("cafe-norte", "Cafetería Norte"),
)
SUPPLIERS = (
    ("freight", "Slow Seas Shipping"), ("landlord", "Old Tannery Workspaces"), ("paper", "Kraft & Co paper works"),
    ("power", "Som Vall Energia co-op"), ("repair", "Roaster repairs Aldea"),
)
