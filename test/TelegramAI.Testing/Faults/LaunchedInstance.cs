using Microsoft.AspNetCore.Http;

namespace TelegramAI.Testing.Faults;

/// <summary>
/// An instance as its Auto Scaling group has it, for what moto does not know: there every instance is in service at once, no hook makes
/// anybody wait, and protection is never refused.
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
/// </summary>
/// <param name="group">The group's name.</param>
/// <param name="instance">The instance's id.</param>
/// <param name="launchHook">The hook that makes the group wait for the instance's worker.</param>
public sealed class LaunchedInstance(string group, string instance, string launchHook)
{
    private const string Namespace = "http://autoscaling.amazonaws.com/doc/2011-01-01/";

    /// <summary>Its state, in the group's words.</summary>
    public string State { get; set; } = "Pending:Wait";

    /// <summary>Answers a call that is about it; null where moto can.</summary>
    internal (int Status, string Body)? Answer(AwsCall call) => call.Action switch
    {
        "DescribeAutoScalingInstances" => Good(
            call,
            $"<AutoScalingInstances><member><InstanceId>{instance}</InstanceId><AutoScalingGroupName>{group}</AutoScalingGroupName>"
            + $"<LifecycleState>{State}</LifecycleState></member></AutoScalingInstances>"),
        "CompleteLifecycleAction" when string.Equals(call.Fields["LifecycleHookName"], launchHook, StringComparison.Ordinal) => Complete(call),
        "SetInstanceProtection" when State is not "InService" => Refused,
        _ => null,
    };

    private static (int Status, string Body) Refused => (
        StatusCodes.Status400BadRequest,
        $"<ErrorResponse xmlns=\"{Namespace}\"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>not now</Message></Error></ErrorResponse>");

    private static (int Status, string Body) Good(AwsCall call, string result) => (
        StatusCodes.Status200OK,
        $"<{call.Action}Response xmlns=\"{Namespace}\"><{call.Action}Result>{result}</{call.Action}Result></{call.Action}Response>");

    private (int Status, string Body) Complete(AwsCall call)
    {
        if (State is not "Pending:Wait")
            return Refused;

        State = "InService";
        return Good(call, "");
    }
}
