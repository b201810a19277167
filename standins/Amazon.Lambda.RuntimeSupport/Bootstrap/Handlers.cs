namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Handles one invocation.</summary>
public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

/// <summary>Prepares the function before its first invocation.</summary>
/// <returns>False where the function must not run.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();
