"""The working calendar and the notices of holidays it rests on."""
