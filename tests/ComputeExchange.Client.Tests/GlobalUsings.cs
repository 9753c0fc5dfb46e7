global using ComputeExchange.Gateway.Tests.Venue;
global using ComputeExchange.Messages;
global using ComputeExchange.Protocol;
global using Xunit;
