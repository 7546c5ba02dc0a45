namespace Microsoft.Extensions.DependencyInjection;

internal sealed class AtlassianBuilder(string name, IServiceCollection services) : IAtlassianBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;
}
