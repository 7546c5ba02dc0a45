using System.CommandLine;

return new RootCommand("Typed clients for Jira and Confluence Cloud.").Parse(args).Invoke();
