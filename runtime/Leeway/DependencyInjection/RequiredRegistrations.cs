using Leeway.Calls;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The names of registrations that clients use. Each must have been added by the time the application starts.</summary>
/// <param name="services">The services of the application, which are complete when the options are validated.</param>
internal sealed class RequiredRegistrations(IServiceCollection services) : IValidateOptions<RequiredRegistrations.Check>
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    public void Add(string name) => _names.Add(name);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, Check options)
    {
        string[] problems = [.. _names
            .Where(required => !services.HasServiceOf<AtlassianCaller>(required))
            .Select(static required => RegistrationServices.DescribeMissing(required) + " A client of the project uses it (Login in the project file).")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Options without values, which are validated when the application starts.</summary>
    internal sealed class Check;
}
