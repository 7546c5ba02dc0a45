namespace Microsoft.Extensions.DependencyInjection;

internal sealed class AtlassianBuilder(string registrationName, IServiceCollection services) : IAtlassianBuilder
{
    public string Name { get; } = Leeway.Http.RegistrationClients.Gateway(registrationName);

    public string RegistrationName => registrationName;

    public IServiceCollection Services => services;
}
