using System.Reflection;

namespace Amazon.Lambda.Annotations.Tests;

/// <summary>
/// The published generator writes a nullable reference into a file without nullable references, documents a handler with a parameter that
/// comes from the services by a signature that it does not have, and calls the bootstrap ambiguously for a function from a stream to a stream.
/// https://github.com/aws/aws-lambda-dotnet/tree/master/Libraries/src/Amazon.Lambda.Annotations.SourceGenerator/Templates
/// </summary>
public class SampleSpecs
{
    public static TheoryData<string> Functions => [.. Methods.Select(method => method.Name)];

    private static IEnumerable<MethodInfo> Methods =>
        typeof(Sample.Functions).GetMethods().Where(method => method.IsDefined(typeof(LambdaFunctionAttribute), inherit: false));

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_published_generator_can_write_each_function_of_the_sample(string name)
    {
        var method = Methods.Single(method => string.Equals(method.Name, name, StringComparison.Ordinal));
        ParameterInfo[] parts = [method.ReturnParameter, .. method.GetParameters()];

        Assert.DoesNotContain(parts, part => HasNullable(new NullabilityInfoContext().Create(part)));
        Assert.DoesNotContain(parts, part => part.IsDefined(typeof(FromServicesAttribute), inherit: false));
        Assert.False(parts.All(part => part.ParameterType == typeof(Stream)));
    }

    private static bool HasNullable(NullabilityInfo part) => part.ReadState is NullabilityState.Nullable || part.GenericTypeArguments.Any(HasNullable);
}
