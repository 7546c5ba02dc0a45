namespace Leeway.Repository.Tests.Layers;

/// <summary>
/// The folders that each folder may use, by project, from the top layer to the bottom. The folder of the project itself is <c>.</c>.
/// <c>docs/architecture.md</c> explains the layers.
/// </summary>
internal static class AllowedEdges
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> s_projects = new()
    {
        ["runtime/Leeway"] = new()
        {
            ["DependencyInjection"] =
            [
                ".", "Configuration", "Configuration/Sections", "Http/Resilience", "Sites", "Sites/Model", "Calls", "Grants/Health", "Grants/KeepAlive",
                "Grants/SignIn", "Grants/Refreshing", "Grants/Events", "Grants/Stores", "Grants/Model", "Webhooks", "Webhooks/Keeping", "Execution",
            ],
            ["."] =
            [
                "Webhooks/Keeping", "Configuration", "Http", "Http/Resilience", "Sites", "Sites/Model", "Calls", "Limits", "Grants/SignIn", "Grants/Logins",
                "Grants/Refreshing", "Grants/Endpoint", "Grants/Events", "Grants/Stores", "Grants/Model", "Execution",
            ],
            ["Configuration"] =
            [
                "Http", "Http/Resilience", "Sites/Model", "Calls", "Grants/KeepAlive", "Grants/SignIn", "Grants/Model", "Json",
                "Execution",
            ],
            ["Configuration/Sections"] = ["Configuration", "Http/Resilience", "Grants/Model", "Json", "Execution"],
            ["Http"] = ["Http/Resilience", "Sites", "Sites/Model", "Calls", "Limits", "Grants/Model", "Execution"],
            ["Http/Resilience"] = ["Calls", "Limits", "Execution"],
            ["Sites"] = ["Sites/Model", "Calls", "Grants/Refreshing", "Grants/Model", "Json", "Execution"],
            ["Sites/Model"] = ["Execution"],
            ["Paging"] = ["Calls", "Json", "Execution"],
            ["Shortcuts"] = ["Paging", "Calls", "Execution"],
            ["Tasks"] = ["Calls", "Grants/Model", "Json", "Execution"],
            ["Calls"] = ["Limits", "Grants/Model", "Json", "Execution"],
            ["Grants/Health"] = ["Grants/Refreshing", "Grants/Stores", "Grants/Decisions", "Grants/Model"],
            ["Grants/KeepAlive"] = ["Grants/Refreshing", "Grants/Events", "Grants/Stores", "Grants/Decisions", "Grants/Model", "Execution"],
            ["Grants/SignIn"] = ["Grants/Refreshing", "Grants/Endpoint", "Grants/Model", "Execution"],
            ["Grants/Logins"] = ["Grants/Refreshing", "Grants/Endpoint", "Grants/Events", "Grants/Decisions", "Grants/Model", "Execution"],
            ["Grants/Refreshing"] = ["Grants/Endpoint", "Grants/Events", "Grants/Stores", "Grants/Decisions", "Grants/Model", "Execution"],
            ["Grants/Endpoint"] = ["Limits", "Grants/Events", "Grants/Model", "Execution"],
            ["Grants/Events"] = ["Grants/Model", "Execution"],
            ["Grants/Stores"] = ["Grants/Decisions", "Grants/Model", "Execution"],
            ["Grants/Decisions"] = ["Grants/Model", "Execution"],
            ["Grants/Model"] = ["Execution"],
            ["Webhooks"] = ["Execution"],
            ["Webhooks/Keeping"] =
            [
                "Sites", "Sites/Model", "Calls", "Queries", "Grants/Refreshing", "Grants/Stores", "Grants/Model", "Json", "Execution",
            ],
            ["Queries"] = ["Execution"],
            ["Limits"] = ["Execution"],
            ["Fields"] = ["Fields/Values", "RichText", "Json"],
            ["Fields/Values"] = ["RichText", "Json"],
            ["RichText"] = ["RichText/Nodes", "RichText/Marks", "RichText/Content", "Json"],
            ["RichText/Nodes"] = ["RichText/Marks", "RichText/Content", "RichText/Attributes", "Json"],
            ["RichText/Marks"] = ["RichText/Attributes", "Json"],
            ["RichText/Attributes"] = ["Json"],
            ["Json"] = ["Execution"],
        },
        ["generator"] = new()
        {
            ["."] = ["Fields", "References", "Scopes", "Emission", "Shaping", "Reading", "Configuration", "Diagnostics", "Caching"],
            ["CodeFixes"] = ["Diagnostics"],
            ["CodeFixes/Queries"] = ["Diagnostics"],
            ["Queries"] = ["Diagnostics"],
            ["Fields"] = ["Fields/Emission", "Fields/Shaping", "Fields/Reading", "Reading", "Diagnostics", "Caching"],
            ["Fields/Emission"] = ["Fields/Shaping", "Emission", "Caching"],
            ["Fields/Shaping"] = ["Fields/Reading", "Shaping", "Diagnostics", "Caching"],
            ["Fields/Reading"] = ["Reading", "Configuration", "Diagnostics", "Caching"],
            ["References"] = ["Scopes", "Configuration", "Caching"],
            ["Scopes"] = ["Shaping", "Diagnostics", "Caching"],
            ["Emission"] = ["References", "Shaping", "Reading", "Diagnostics", "Caching"],
            ["Shaping"] = ["Reading", "Configuration", "Servers", "Diagnostics", "Caching"],
            ["Reading"] = ["Servers", "Diagnostics", "Caching"],
            ["Configuration"] = ["Servers", "Diagnostics", "Caching"],
            ["Servers"] = ["Caching"],
            ["Diagnostics"] = ["Caching"],
        },
    };

    public static IReadOnlyDictionary<string, string[]> Of(string project) => s_projects[project];
}
