// Signals and owner-only files are the business of Unix here.
global using ComputeExchange.Client;
global using ComputeExchange.Messages;
global using ComputeExchange.Protocol;
global using Xunit;

[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
