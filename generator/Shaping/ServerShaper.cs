using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Leeway.Generator.Servers;

namespace Leeway.Generator.Shaping;

/// <summary>Decides where the operations of a document are called.</summary>
/// <remarks>The operations of a client have one origin, because a client has one login.</remarks>
internal sealed class ServerShaper
{
    /// <summary>The number of operations that a message lists.</summary>
    private const int MaxRoutes = 3;

    private readonly ApiDocument _document;
    private readonly ApiConfiguration _configuration;
    private readonly Dictionary<EquatableArray<ServerFacts>, ServerChoice> _choices = [];
    private readonly ServerChoice _main;
    private readonly string? _origin;

    public ServerShaper(ApiDocument document, ApiConfiguration configuration)
    {
        _document = document;
        _configuration = configuration;
        _main = configuration.IsSite ? ChooseSite()
            : configuration.Server is { } server ? ReadAbsolute(FindFacts(server))
            : Choose(document.Servers);
        _choices.Add(document.Servers, _main);
        _origin = _main.Origin ?? document.Operations.Select(FindChoice).FirstOrDefault(static c => c.Origin is not null)?.Origin;
    }

    /// <summary>Whether the operations of a choice can be called by the client.</summary>
    public bool IsReached(ServerChoice choice) => choice.Origin is { } origin && origin == _origin;

    /// <summary>Finds the place of an operation.</summary>
    public OperationPlace Place(OperationFacts operation)
    {
        ServerChoice choice = FindChoice(operation);
        return choice.Address switch
        {
            null => new OperationPlace(choice, null, operation.Path),
            { Kind: ServerKind.Site, Path: var path } => new OperationPlace(choice, null, path + operation.Path),
            { Kind: ServerKind.Gateway } address => PlaceAtGateway(choice, address, operation.Path),
            var address => new OperationPlace(choice, address.Origin + address.Path, operation.Path),
        };
    }

    /// <summary>Returns the path of an operation at its host, to recognize the API.</summary>
    public string GetFullPath(OperationFacts operation) => FindChoice(operation).Address?.Path + operation.Path;

    /// <summary>Reports the values that do not belong to a variable of a server.</summary>
    public IEnumerable<DiagnosticInfo> CheckValues()
    {
        List<ServerFacts> servers = [.. _document.Servers.Concat(_document.Operations.SelectMany(static o => o.Servers))];
        foreach (ServerVariable value in _configuration.ServerVariables)
        {
            string pattern = "{" + value.Name + "}";
            string? expected = null;
            if (!servers.Any(s => s.Url.Contains(pattern)) && _configuration.Server?.Contains(pattern) != true)
            {
                expected = "the name of a variable that is in the address of the server";
            }
            else if (servers.SelectMany(static s => s.Variables).Where(v => v.Name == value.Name && !v.Values.IsEmpty).ToList() is { Count: > 0 } declared
                && !declared.Exists(v => v.Values.Contains(value.Value)))
            {
                expected = "one of the values in the document: " + string.Join(", ", declared[0].Values);
            }

            if (expected is not null)
            {
                yield return DiagnosticInfo.Create(
                    DiagnosticDescriptors.InvalidOption, _configuration.ProjectPath, nameof(ApiConfiguration.ServerVariables), _configuration.Document, value.Name + "=" + value.Value, expected);
            }
        }
    }

    /// <summary>Reports operations that are not generated because of their server.</summary>
    /// <param name="choice">Their server.</param>
    /// <param name="routes">Their methods and paths.</param>
    public DiagnosticInfo Report(ServerChoice choice, IReadOnlyList<string> routes)
    {
        string problem = Describe(choice);
        string advice = Advise(choice);
        if (!ReferenceEquals(choice, _main))
        {
            string list = string.Join(", ", routes.Take(MaxRoutes)) + (routes.Count > MaxRoutes ? " and " + (routes.Count - MaxRoutes).ToString(CultureInfo.InvariantCulture) + " more" : "");
            return DiagnosticInfo.Create(DiagnosticDescriptors.OtherServer, _configuration.ProjectPath, list, _configuration.Document, problem, advice);
        }

        return _configuration is { Server: { } server, IsSite: false } && choice.Fault?.Variable is null
            ? DiagnosticInfo.Create(
                DiagnosticDescriptors.InvalidOption, _configuration.ProjectPath, nameof(ApiConfiguration.Server), _configuration.Document, server, "an https address without a user name and a query, or 'site'; this one " + choice.Fault?.Reason)
            : DiagnosticInfo.Create(DiagnosticDescriptors.UncallableServer, _configuration.ProjectPath, _configuration.Document, problem, advice);
    }

    private string Describe(ServerChoice choice) =>
        choice.Origin is { } origin ? "they are at " + origin + ", and the client is at " + _origin
        : choice.Server is { } server ? "the server '" + server.Url + "' " + choice.Fault?.Reason
        : "the document has no servers";

    private string Advise(ServerChoice choice)
    {
        if (choice.Address is { } address)
        {
            string server = address.Kind == ServerKind.Site ? ApiConfiguration.Site : address.Origin + address.Path;
            return "To call them, include a copy of the document with another Name and Server=\"" + server + "\"";
        }

        if (choice.Fault?.Variable is { } variable)
        {
            ServerVariableFacts? declared = choice.Server?.Variables.FirstOrDefault(v => v.Name == variable);
            return "Set ServerVariables=\"" + variable + "=...\" on the AtlassianApi item" + (declared is { Values.IsEmpty: false } ? ", with one of " + string.Join(", ", declared.Values) : "");
        }

        return ReferenceEquals(choice, _main)
            ? "Set Server=\"https://...\" on the AtlassianApi item, or Server=\"site\" if the API belongs to an Atlassian site"
            : "Correct the server in the document";
    }

    private ServerChoice FindChoice(OperationFacts operation)
    {
        if (_configuration.Server is not null || operation.Servers.IsEmpty)
        {
            return _main;
        }

        if (!_choices.TryGetValue(operation.Servers, out ServerChoice? choice))
        {
            _choices.Add(operation.Servers, choice = Choose(operation.Servers));
        }

        return choice;
    }

    /// <summary>Chooses the first server that can be called.</summary>
    private ServerChoice Choose(EquatableArray<ServerFacts> servers)
    {
        ServerChoice? first = null;
        foreach (ServerFacts server in servers)
        {
            ServerChoice choice = Read(server);
            if (choice.Address is not null)
            {
                return choice;
            }

            first ??= choice;
        }

        return first ?? AssumeSite(null, "", new ServerFault("has no host"));
    }

    private ServerChoice ReadAbsolute(ServerFacts server)
    {
        ServerAddress? address = ServerAddressReader.Read(server.Url, GetValues(server), out ServerFault? fault);
        return new ServerChoice(server, address is { Kind: ServerKind.Unknown } ? null : address, fault);
    }

    private ServerChoice Read(ServerFacts server)
    {
        ServerAddress? address = ServerAddressReader.Read(server.Url, GetValues(server), out ServerFault? fault);
        return address is { Kind: ServerKind.Unknown } ? AssumeSite(server, address.Path, fault!) : new ServerChoice(server, address, fault);
    }

    /// <summary>Assumes that a server without a host is a site if the document has routes of a site. Atlassian publishes such documents.</summary>
    private ServerChoice AssumeSite(ServerFacts? server, string path, ServerFault fault) =>
        _document.Operations.Any(o => IsRouteOfSite(path + o.Path))
            ? new ServerChoice(server, new ServerAddress(ServerKind.Site, "", path), null)
            : new ServerChoice(server, null, fault);

    private static bool IsRouteOfSite(string route) =>
        route.StartsWith("/rest/", StringComparison.Ordinal) || route.StartsWith("/wiki/", StringComparison.Ordinal);

    private ServerChoice ChooseSite()
    {
        ServerChoice? first = null;
        foreach (ServerFacts server in _document.Servers)
        {
            if (ServerAddressReader.ReadPath(server.Url, GetValues(server), out ServerFault? fault) is { } path)
            {
                return new ServerChoice(server, new ServerAddress(ServerKind.Site, "", path), null);
            }

            first ??= new ServerChoice(server, null, fault);
        }

        return first ?? new ServerChoice(null, new ServerAddress(ServerKind.Site, "", ""), null);
    }

    private ServerValues GetValues(ServerFacts server) => new(_configuration.ServerVariables, server.Variables);

    /// <summary>Returns the server of the document that the project selects, with its variables, or the project's own.</summary>
    private ServerFacts FindFacts(string url) =>
        _document.Servers.Concat(_document.Operations.SelectMany(static o => o.Servers)).FirstOrDefault(s => s.Url == url) ?? new ServerFacts(url, []);

    /// <summary>
    /// Moves the start of a path to the server if the runtime finds values in it, so that they are no parameters. After another parameter, such
    /// a value identifies what the operation returns, and is a parameter.
    /// </summary>
    private static OperationPlace PlaceAtGateway(ServerChoice choice, ServerAddress address, string path)
    {
        string server = address.Origin + address.Path;
        string moved = address.Path;
        string[] segments = path.Split('/');
        int length = 0;
        for (int i = 1; i < segments.Length - 1; i++)
        {
            string? value = ServerAddressReader.FindVariable(segments[i]) is { } name ? GatewayValue.Find(name, moved) : null;
            if (value is null && !ServerAddressReader.IsPathSegment(segments[i]))
            {
                break;
            }

            moved += "/" + (value ?? segments[i]);
            if (value is not null)
            {
                server = address.Origin + moved;
                length = segments.Take(i + 1).Sum(static s => s.Length + 1) - 1;
            }
        }

        return new OperationPlace(choice, server, path.Substring(length));
    }
}
