using System.Runtime.CompilerServices;

// The published runtime sets the logger by reflection.
[assembly: InternalsVisibleTo("Amazon.Lambda.RuntimeSupport")]
