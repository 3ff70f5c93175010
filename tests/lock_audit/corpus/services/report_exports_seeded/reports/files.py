# corpus: strict not checked
import os
import subprocess


def write_report(path: str, text: str) -> int:
    with open(path, "w", encoding="utf-8") as report:
        report.write(text)
        os.fsync(report.fileno())
    return len(text)


def to_pdf(path: str) -> str:
    subprocess.run(["wkhtmltopdf", path, path + ".pdf"], check=True, timeout=60)
    return path + ".pdf"


def name_of(number: int) -> str:
    return os.path.join("reports", f"{number}.html")
