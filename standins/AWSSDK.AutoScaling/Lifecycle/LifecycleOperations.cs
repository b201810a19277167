using Amazon.AutoScaling.Model;
using AWSSDK.Shared.Query;

namespace Amazon.AutoScaling;

internal static class LifecycleOperations
{
    public static readonly QueryOperation<RecordLifecycleActionHeartbeatRequest, RecordLifecycleActionHeartbeatResponse>
        RecordLifecycleActionHeartbeat = new(
            "Amazon.AutoScaling",
            AmazonAutoScalingConfig.Version,
            "RecordLifecycleActionHeartbeat",
            AutoScalingErrors.Make,
            static (form, request) =>
            {
                form.Add("AutoScalingGroupName", request.AutoScalingGroupName);
                form.Add("InstanceId", request.InstanceId);
                form.Add("LifecycleActionToken", request.LifecycleActionToken);
                form.Add("LifecycleHookName", request.LifecycleHookName);
            });

    public static readonly QueryOperation<CompleteLifecycleActionRequest, CompleteLifecycleActionResponse> CompleteLifecycleAction = new(
        "Amazon.AutoScaling",
        AmazonAutoScalingConfig.Version,
        "CompleteLifecycleAction",
        AutoScalingErrors.Make,
        static (form, request) =>
        {
            form.Add("AutoScalingGroupName", request.AutoScalingGroupName);
            form.Add("InstanceId", request.InstanceId);
            form.Add("LifecycleActionResult", request.LifecycleActionResult);
            form.Add("LifecycleActionToken", request.LifecycleActionToken);
            form.Add("LifecycleHookName", request.LifecycleHookName);
        });
}
