namespace Leeway.Generator;

/// <summary>The names of the pipeline's steps. Tests use them to check which steps were cached.</summary>
internal static class StepNames
{
    public const string Configurations = nameof(Configurations);
    public const string Documents = nameof(Documents);
    public const string Requests = nameof(Requests);
    public const string Shapes = nameof(Shapes);
    public const string Interfaces = nameof(Interfaces);
    public const string TypeFiles = nameof(TypeFiles);
    public const string Roots = nameof(Roots);
    public const string Packages = nameof(Packages);
    public const string RefitTypeArguments = nameof(RefitTypeArguments);
    public const string RefitRegistrations = nameof(RefitRegistrations);
    public const string PackageRegistrations = nameof(PackageRegistrations);
    public const string CalledNames = nameof(CalledNames);
    public const string CalledOperations = nameof(CalledOperations);
    public const string DeclaredScopes = nameof(DeclaredScopes);
    public const string RequiredScopes = nameof(RequiredScopes);
    public const string References = nameof(References);
    public const string FieldConfigurations = nameof(FieldConfigurations);
    public const string FieldFiles = nameof(FieldFiles);
    public const string FieldShapes = nameof(FieldShapes);
    public const string FieldDiagnostics = nameof(FieldDiagnostics);
    public const string Diagnostics = nameof(Diagnostics);
}
