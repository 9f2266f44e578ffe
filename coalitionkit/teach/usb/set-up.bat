@echo off
rem Sets the kit up from this folder. Nothing is fetched: --no-index forbids it.
cd /d "%~dp0coalitionkit"
py -@PYTHON@ -c "import sys" 2>nul
if errorlevel 1 (
  echo This computer has no Python @PYTHON@. Install it, then start this again.
  pause
  exit /b 1
)
echo Setting up. This takes a minute or two ...
py -@PYTHON@ -m venv .venv || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links ..\wheels --require-hashes -r requirements.lock || goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . || goto failed
echo Ready. Type one of these:
echo   "%CD%\.venv\Scripts\coalitionkit" lab
echo   "%CD%\.venv\Scripts\coalitionkit" report spring-cohort
pause
exit /b 0
:failed
echo It did not work. The lines above say why.
pause
exit /b 1
