namespace TelegramAI.Stack.Tests;

public sealed class NetworkSpecs(MotoStacks stacks)
{
    [Fact]
    public void There_are_two_public_subnets_in_two_zones()
    {
        var subnets = stacks.Default.List("network.subnets");

        Assert.Equal(2, subnets.Count);
        Assert.Equal(2, subnets.Select(subnet => (string?)subnet["AvailabilityZone"]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(subnets, subnet => Assert.True((bool)subnet["MapPublicIpOnLaunch"]!));
    }

    [Fact]
    public void Both_subnets_reach_the_internet_through_the_gateway()
    {
        var routes = stacks.Default.List("network.routeTables.0.Routes");
        var gateway = stacks.Default.Text("network.internetGateways.0.InternetGatewayId");

        Assert.Contains(routes, route => (string?)route["DestinationCidrBlock"] is "0.0.0.0/0" && string.Equals((string?)route["GatewayId"], gateway, StringComparison.Ordinal));
        Assert.Equal(
            stacks.Default.List("network.subnets").Select(subnet => (string?)subnet["SubnetId"]).Order(StringComparer.Ordinal),
            stacks.Default.List("network.routeTables.0.Associations").Select(one => (string?)one["SubnetId"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_NAT_gateway_costs_money_by_the_hour() => Assert.Empty(stacks.Default.List("network.natGateways"));

    [Fact]
    public void The_network_resolves_names()
    {
        Assert.Equal("true", stacks.Default.Text("network.EnableDnsSupport"));
        Assert.Equal("true", stacks.Default.Text("network.EnableDnsHostnames"));
    }

    [Fact]
    public void Nothing_comes_in() => NothingComesIn(stacks.Default);

    [Fact]
    public void Only_HTTPS_goes_out()
    {
        var rule = Assert.Single(stacks.Default.List("network.securityGroup.IpPermissionsEgress"));

        Assert.Equal("tcp", (string?)rule["IpProtocol"]);
        Assert.Equal(443, (int?)rule["FromPort"]);
        Assert.Equal(443, (int?)rule["ToPort"]);
    }

    internal static void NothingComesIn(StackReport stack) => Assert.Empty(stack.List("network.securityGroup.IpPermissions"));
}
