using Microsoft.Extensions.DependencyInjection;

namespace GeneratedApart;

internal static class Registration
{
    public static IAtlassianBuilder AddBoth(IAtlassianBuilder builder) => builder.AddJira().AddOwnJira().AddJiraServiceManagement();
}
