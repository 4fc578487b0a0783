"""The demo region: filled forms with invented numbers, and the mess of real life."""

from engine.pipeline.demo.making import make_demo
from engine.pipeline.demo.report import DemoReport

__all__ = ["DemoReport", "make_demo"]
