global using ComputeExchange.Messages;
global using ComputeExchange.Tests.Shared;
global using Xunit;
global using Xunit.Abstractions;
