# Usage: ./build.ps1 TARGET [options]: the same as build.sh, for PowerShell.
# The image is built on Linux; on Windows, use build.sh in WSL for the targets image, up, e2e and test.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$target = if ($args.Count -gt 0) { $args[0] } else { 'help' }
$rest = @($args | Select-Object -Skip 1)

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

if (-not $IsWindows) {
    & sh build/host-tools.sh $target
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

dotnet tool restore | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The build tool (Cake) could not be restored; 'dotnet tool restore' says why." }

dotnet cake build/build.cake "--target=$target" --verbosity=minimal @rest
exit $LASTEXITCODE
